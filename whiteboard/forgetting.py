"""How the log forgets what somebody wrote on a board: in the entry, in the piece, and in what undoes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from polylogue.log import facts, journal
from polylogue.log.models import Entry
from polylogue.people.models import User
from polylogue.texts import blotting
from polylogue.texts.ot import Operation as Edit
from whiteboard import entries, rowing
from whiteboard.deciding import Told
from whiteboard.doing import Held
from whiteboard.entries.wording import NO_WORDS, POINT
from whiteboard.models import Board, Step
from whiteboard.pictures import keeping as pictures
from whiteboard.pieces import Piece
from whiteboard.resolving import SHOWS_PIECES

MAKES = ("board.piece_created", "board.pieces_connected")
SAYS = (*MAKES, "board.fields_set", "board.text_edited")
BEGINS = "board.board_begun"
TITLES = (BEGINS, "board.board_renamed")


@facts.keep_with(*SAYS, *TITLES)
def keep(entry: Entry) -> dict[str, Any]:
    """The shape of it: what later entries changed is still found."""
    fact = facts.parse(entry)
    return fact.remains() if isinstance(fact, entries.BoardFact) else {}


@facts.forget_with(*TITLES)
def forget_title(entry: Entry) -> None:
    """What it was called then; it keeps what it is called since."""
    kept = keep(entry)
    later = Entry.objects.filter(stream=entry.stream_id, kind__in=TITLES, seq__gt=entry.seq)
    if later.exists():
        kept.pop("title")
    about = {name: kept[name] for name in ("title", "card") if name in kept}
    Board.objects.filter(stream=entry.stream_id).update(**about)


@facts.forget_with(*SAYS)
def forget(entry: Entry) -> None:
    """Takes what is left of it off the board by entries of the system, and forgets every way back to it."""
    board = Board.objects.get(stream=entry.stream_id)
    (piece,) = rowing.pieces_of(board, Q(name=entry.data["piece"]))
    by = User.objects.system().pk
    held = Held(board)
    held.state.pieces[piece.name] = piece
    held.take([Told(fact, piece.private_to) for fact in _what_removes(entry, piece)], by=by)
    held.write()
    Step.objects.filter(board=board, piece=piece.name).update(inverse=None)
    for shown in Entry.objects.filter(stream=entry.stream_id, kind__in=SHOWS_PIECES):
        if piece.name in shown.data["pieces"]:
            journal.append(entry.stream_id, entries.LookChanged(shown=shown.seq), by=by)


def _what_removes(entry: Entry, piece: Piece) -> Iterator[entries.BoardFact]:
    key = f"forget-{entry.seq}"
    for field, edit in _written(entry).items():
        left = blotting.what_is_left_of(edit, _later(entry, piece, field))
        if left:
            yield entries.TextEdited(key=key, piece=piece.name, field=field, op=left)
    said = entry.data.get("fields", {})
    if "file" in said and "file" in piece.fields:
        pictures.forget(piece.fields["file"])
        yield entries.FieldsSet(key=key, piece=piece.name, fields={"file": None})
    if "points" in said and piece.revs["points"][0] == entry.seq:
        yield entries.FieldsSet(key=key, piece=piece.name, fields={"points": POINT})


def _written(entry: Entry) -> dict[str, Edit]:
    """By field, what the entry wrote there."""
    if entry.kind == "board.text_edited":
        return {entry.data["field"]: entry.data["op"]}
    if entry.kind == "board.pieces_connected":
        return {"label": [entry.data["label"]]} if entry.data["label"] else {}
    said = entry.data["fields"].items() if entry.kind in MAKES else ()
    return {
        field: [words] for field, words in said if isinstance(words, str) and field not in NO_WORDS
    }


def _later(entry: Entry, piece: Piece, field: str) -> list[Edit]:
    edits = Entry.objects.filter(
        stream=entry.stream_id, kind="board.text_edited", seq__gt=entry.seq
    ).order_by("seq")
    return [
        data["op"]
        for data in edits.values_list("data", flat=True)
        if data["piece"] == piece.name and data["field"] == field
    ]
