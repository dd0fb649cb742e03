"""Putting something from elsewhere on a board, by the operations that anybody would use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.intents import participant
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal, writer
from polylogue.log.intents import Intent, digest
from polylogue.texts.ot import Operation as Edit
from rooms import guards
from rooms.promotions import policies, sources, tracing
from rooms.promotions.models import Promotion
from rooms.promotions.sources import Offered
from whiteboard import doing, rowing
from whiteboard import operations as ops
from whiteboard.doing import Held
from whiteboard.models import Board
from whiteboard.operations import Operation
from whiteboard.pieces import Value
from whiteboard.promoting import filling, splitting
from whiteboard.promoting.entries import PiecePromoted
from whiteboard.promoting.refusals import BoardIsPrivate, IsThereAlready, StaysInItsRoom

Said = dict[str, tuple[str, Edit]]
"""By field, the words taken over and the edit that makes of them what was written."""


@dataclass(frozen=True)
class Wish:
    """A source, where it is to be put, and what its card is to say."""

    kind: str
    place: str
    board: int
    lane: str
    written: Mapping[str, str]


def put(by: Participation, wish: Wish, *, key: str) -> str:
    """Puts it there once for its key; answers the name of the card, or raises a Refusal."""
    return str(writer.run(asked(by, wish, key=key)).result)


def asked(by: Participation, wish: Wish, *, key: str) -> Intent:
    """What the writer is asked for to put it there; raises a Refusal if it is seen before that it cannot be."""
    board = visible(wish.board, by)
    source = sources.of(wish.kind, wish.place)
    said = _said(board, source.offer(by, wish.place), wish)
    dialogue, disguised = by.dialogue_id, by.is_disguised

    def act() -> str:
        me = participant(dialogue, by.person_id).seen(disguised=disguised)
        return _put(me, wish, said, key)

    return Intent(
        act=act,
        actor=by.person_id,
        streams=(board.stream_id, *source.streams(by, wish.place)),
        lane=by.dialogue.stream_id,
        key=key,
        digest=digest(wish.kind, wish.place, wish.board, wish.lane, dict(wish.written)),
    )


def visible(pk: int, by: Participation) -> Board:
    """The board, for whoever can follow it; raises NotFound."""
    found = Board.objects.visible_to(by.person).filter(room__dialogue=by.dialogue_id, pk=pk)
    board = found.select_related("room__dialogue", "stream").first()
    if board is None:
        raise NotFound
    return board


def earlier(kind: str, place: str, board: Board, by: Participation) -> str:
    """Where the same thing lies on this board already, or nothing."""
    found = Promotion.objects.filter(kind=kind, place=place, stream=board.stream_id)
    seen = (tracing.followed(one, by) for one in found)
    return next((went.url for went in seen if went), "")


def _said(board: Board, offered: Offered, wish: Wish) -> Said:
    """Told apart before the writer is asked: what was taken over, and what was made of it."""
    if not any(text.strip() for text in wish.written.values()):
        raise Invalid(_("Write something first."))
    card = rowing.state_of(board, 0).card
    begun = filling.filled(card, offered.words_in(board.room))
    return {
        name: splitting.split(words, wish.written.get(name, "")) for name, words in begun.items()
    }


def _put(by: Participation, wish: Wish, said: Said, key: str) -> str:
    by.require(policies.PROMOTE)
    board, source = visible(wish.board, by), sources.of(wish.kind, wish.place)
    guards.ask_to_speak(board.room, by)
    offered = source.offer(by, wish.place)
    if not offered.may_go_to(board.room):
        raise StaysInItsRoom
    held = doing.holding(board.stream_id)
    if held.state.rules.is_private:
        raise BoardIsPrivate
    _require_new(held, wish)
    name, seq = f"p{key.replace('-', '')[:22]}", journal.head(board.stream_id) + 1
    for operation in _operations(name, wish.lane, said, seq):
        doing.do(board.stream_id, board.room, by, operation, key)
    promotion = Promotion.objects.create(
        dialogue=by.dialogue,
        kind=wish.kind,
        place=wish.place,
        stream_id=board.stream_id,
        piece=name,
        seq=seq,
        by=by.person,
        at=journal.now(),
    )
    told = PiecePromoted(key=key, piece=name, source=wish.kind, promotion=promotion.pk)
    journal.append(board.stream_id, told, by=by.person_id)
    source.tell(promotion)
    return name


def _require_new(held: Held, wish: Wish) -> None:
    """The same thing does not lie on this board already; what was deleted may come anew."""
    found = Promotion.objects.filter(
        kind=wish.kind, place=wish.place, stream=held.board.stream_id
    ).values_list("piece", flat=True)
    for piece in held.pieces(found):
        if piece.is_live:
            raise IsThereAlready(f"{held.board.get_absolute_url()}#{piece.name}")


def _operations(name: str, lane: str, said: Said, seq: int) -> list[Operation]:
    """The words taken over make the card; what its writer made of them are edits of their own."""
    taken: dict[str, Value] = {field: words for field, (words, _edit) in said.items() if words}
    edits = {field: edit for field, (_words, edit) in said.items() if edit}
    made = ops.CreatePiece(piece=name, type="card", fields=taken, lane=lane)
    return [made, *(_edited(name, field, edit, seq) for field, edit in edits.items())]


def _edited(name: str, field: str, edit: Edit, base: int) -> Operation:
    return ops.EditText(piece=name, field=field, base=base, op=edit)
