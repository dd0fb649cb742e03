"""Boards by plain forms: what a form says becomes the same operations as come by the socket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid
from polylogue.log import writer
from polylogue.texts import forms as texts
from polylogue.texts.differing import reworded
from rooms import commands as doors
from rooms import limits
from rooms.commands import RoomCommand
from whiteboard import commands, reading, rowing
from whiteboard import operations as ops
from whiteboard.entrance import Visit
from whiteboard.history import past
from whiteboard.operations import Operation
from whiteboard.pieces import Words

Said = dict[str, Any]


def perform(request: HttpRequest, visit: Visit) -> None:
    """Does what a form asks, once for its key; raises the Refusal of the first that is refused."""
    name = request.POST.get("do", "")
    if name not in READ:
        raise Invalid
    key = viewing.key(request)
    for number, operation in enumerate(READ[name](visit, request.POST, key)):
        limits.spend(visit.by.person_id)
        carrier = commands.of(operation, visit.board.stream_id)
        give(visit.by, carrier, key=f"{key}.{number}" if number else key)


def give(by: Participation, command: RoomCommand, *, key: str) -> Any:
    """Has the writer do a command of this person; its answer."""
    intent = doors.intent(
        command,
        key=key,
        person=by.person_id,
        dialogue=by.dialogue_id,
        lane=by.dialogue.stream_id,
        disguised=by.is_disguised,
    )
    return writer.run(intent).result


Read = Callable[[Visit, QueryDict, str], Iterator[Operation]]


def _create(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    """The name is made of the form's key: sent twice, it is the same piece."""
    kind = form.get("type", "")
    text = "text" if kind in {"note", "text"} else "title"
    fields = {text: _line(form, "words")} | (
        {"colour": form["colour"]} if form.get("colour") else {}
    )
    name = f"f{key.replace('-', '')[:22]}"
    if not fields[text]:
        raise Invalid(_("Write something first."))
    place = {"lane": form.get("lane", ""), "group": form.get("group", "")}
    yield made(ops.CreatePiece, {"piece": name, "type": kind, "fields": fields, **place})


def _save(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    """What was changed since the page was read, text by text; merged with what others wrote meanwhile."""
    piece = reading.piece_of(visit, form.get("piece", ""))
    base = number(form, "base")
    known = rowing.state_of(visit.board, 0).fields_of(piece.kind)
    chosen: Said = {}
    for name, field in known.items():
        if name not in form:
            continue
        if isinstance(field, Words):
            was = reading.words_at(visit.board, piece, name, base)
            if edit := reworded(was, texts.cleaned(form.get(name, ""))):
                about = {"piece": piece.name, "field": name, "base": base}
                yield made(ops.EditText, {**about, "op": edit})
        elif form[name] != piece.fields.get(name, "plain"):
            chosen[name] = form[name]
    if chosen:
        yield made(ops.SetFields, {"piece": piece.name, "fields": chosen, "base": base})


def _place(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    """`to` is a lane, a colon and what to stand after there: nothing is its start, `end` its end."""
    lane, colon, after = form.get("to", "").partition(":")
    if not colon:
        raise Invalid
    said = {"pieces": _pieces(form), "lane": lane, "after": None if after == "end" else after}
    yield made(ops.PlacePieces, said)


def _group(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    yield made(ops.GroupPieces, {"pieces": _pieces(form), "group": form.get("group", "")})


def _connect(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    name = f"f{key.replace('-', '')[:22]}"
    ends = {"start": form.get("piece", ""), "end": form.get("end", "")}
    yield made(ops.ConnectPieces, {"piece": name, **ends, "label": _line(form, "label")})


def _vote(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    said = {"piece": form.get("piece", ""), "dots": number(form, "dots")}
    yield made(ops.Vote, said)


def _phase(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    yield made(ops.SetPhase, {"phase": form.get("phase", ""), "anew": form.get("anew") == "1"})


BOXES = ("hides_votes", "is_private", "is_locked", "hides_hands")


def _rules(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    """A box that is not ticked is not sent; what form it was says which boxes it had."""
    numbers = {name: number(form, name) for name in ("budget", "most")}
    boxes = {name: form.get(name) == "1" for name in BOXES}
    yield made(ops.SetRules, {**numbers, **boxes})


def _timer(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    """`minutes` from now, or so many `more` of them; 0 stops it."""
    field = "more" if "more" in form else "minutes"
    seconds = 60 * number(form, field)
    yield made(ops.SetTimer, {"seconds": seconds, "more": field == "more"})


def _call(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    view = [_whole(part) for part in form.get("view", "").split()] or None
    place = {"piece": form.get("piece", ""), "view": view}
    yield made(ops.CallTogether, {**place, "takes": form.get("takes") == "1"})


def _undo(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    yield made(ops.Undo, {"entry": number(form, "entry")})


def _return_piece(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    yield made(ops.ReturnPiece, {"piece": form.get("piece", ""), "to": number(form, "to")})


def _rename(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    title = _line(form, "title")
    if not title:
        raise Invalid(_("Please give the board a title of up to 120 characters."))
    yield made(ops.RenameBoard, {"title": title})


def _return_board(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    """Replayed before anybody has to wait for it."""
    to = number(form, "to")
    past.at(visit.board, min(to, visit.board.stream.head))
    yield made(ops.ReturnBoard, {"to": to})


def _version(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
    label = _line(form, "label")
    if not label:
        raise Invalid(_("Please give the version a name of up to 120 characters."))
    yield made(ops.NameVersion, {"label": label})


def _to_pieces(operation: type[Operation]) -> Read:
    def read(visit: Visit, form: QueryDict, key: str) -> Iterator[Operation]:
        yield made(operation, {"pieces": _pieces(form)})

    return read


READ: dict[str, Read] = {
    "create": _create,
    "save": _save,
    "place": _place,
    "group": _group,
    "connect": _connect,
    "vote": _vote,
    "phase": _phase,
    "rules": _rules,
    "timer": _timer,
    "call": _call,
    "undo": _undo,
    "return_piece": _return_piece,
    "return_board": _return_board,
    "version": _version,
    "rename": _rename,
    "delete": _to_pieces(ops.DeletePieces),
    "restore": _to_pieces(ops.RestorePieces),
    "lock": _to_pieces(ops.LockPieces),
    "unlock": _to_pieces(ops.UnlockPieces),
    "reveal": _to_pieces(ops.RevealPieces),
}


def made(operation: type[Operation], said: Said) -> Operation:
    try:
        return msgspec.convert(said, operation)
    except msgspec.ValidationError:
        raise Invalid from None


def _pieces(form: QueryDict) -> list[str]:
    return form.getlist("piece")


def _line(form: QueryDict, name: str) -> str:
    return texts.cleaned(form.get(name, "")).strip()


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,7}", text, re.ASCII):
        raise Invalid
    return int(text)


def number(form: QueryDict, name: str) -> int:
    text = form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid
    return int(text)
