"""Cards that are taken up on another board: they know where they come from, and where they went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from polylogue.log.facts import forget_with
from polylogue.log.models import Entry
from rooms import confidentiality
from rooms.models import Room
from rooms.promotions import sources, tracing
from rooms.promotions.models import Promotion
from rooms.promotions.sources import Offered, Trace, Words
from rooms.promotions.targets import Went
from rooms.promotions.wording import titled
from whiteboard import rowing
from whiteboard.forgetting import SAYS
from whiteboard.models import Board
from whiteboard.pieces import Kind, Piece
from whiteboard.pieces import Words as Text
from whiteboard.wall.entries import CardPromoted

KIND = "card"
TAKEN_UP = {Kind.CARD, Kind.NOTE, Kind.TEXT}
PLACE = re.compile(r"(\d{1,15})-([A-Za-z0-9_-]{1,24})", re.ASCII)


def place_of(board: int, piece: str) -> str:
    return f"{board}-{piece}"


def went(boards: Iterable[Board], by: Participation) -> dict[str, list[Went]]:
    """By place, where cards of these boards went that this person may see there."""
    found: dict[str, list[Went]] = {}
    for board in boards:
        taken_up = Promotion.objects.filter(
            dialogue=by.dialogue_id, kind=KIND, place__startswith=place_of(board.pk, "")
        )
        if places := list(taken_up.values_list("place", flat=True)):
            found |= tracing.went_to(KIND, places, by)
    return found


class Cards(sources.Source):
    kind: ClassVar[str] = KIND
    called: ClassVar[Words] = _lazy("A card of another board")

    def is_place(self, place: str) -> bool:
        return PLACE.fullmatch(place) is not None

    def offer(self, by: Participation, place: str) -> Offered:
        board, piece = _found(by, place)
        return Offered(
            words=_words(board, piece),
            only_in=frozenset({board.room_id}) if _stays(board, piece) else None,
            url=f"{board.get_absolute_url()}#{piece.name}",
        )

    def traces(self, places: Iterable[str], by: Participation, room: Room) -> Mapping[str, Trace]:
        named = {place: _parts(place) for place in places}
        boards = Board.objects.filter(room__dialogue=by.dialogue_id)
        boards = boards.select_related("room__dialogue")
        found: dict[str, Trace] = {}
        for board in boards.filter(pk__in={pk for pk, _name in named.values()}):
            found |= _traced(
                board, {p: name for p, (pk, name) in named.items() if pk == board.pk}, by
            )
        return found

    def streams(self, by: Participation, place: str) -> tuple[int, ...]:
        board, _piece = _found(by, place)
        return (board.stream_id,)

    def tell(self, promotion: Promotion) -> None:
        number, name = _parts(promotion.place)
        stream = Board.objects.values_list("stream_id", flat=True).get(pk=number)
        told = CardPromoted(piece=name, promotion=promotion.pk)
        journal.append(stream, told, by=promotion.by_id)


sources.declare(Cards())


@forget_with(*SAYS)
def forget_words(entry: Entry) -> None:
    """What somebody wrote on a card is forgotten: what was taken over of that card is, too."""
    board = Board.objects.get(stream=entry.stream_id)
    tracing.forget(KIND, place_of(board.pk, entry.data["piece"]))


def _parts(place: str) -> tuple[int, str]:
    number, _dash, name = place.partition("-")
    return int(number), name


def _found(by: Participation, place: str) -> tuple[Board, Piece]:
    """The card, for whoever can follow its board, as far as everybody there sees it; raises NotFound."""
    number, name = _parts(place)
    boards = Board.objects.visible_to(by.person).filter(room__dialogue=by.dialogue_id, pk=number)
    board = boards.select_related("room__dialogue").first()
    piece = _seen(board, [name]).get(name) if board else None
    if board is None or piece is None:
        raise NotFound
    return board, piece


def _seen(board: Board, names: Iterable[str]) -> dict[str, Piece]:
    wanted = Q(name__in=list(names), deleted_by=None, private_to=None)
    found = rowing.pieces_of(board, wanted)
    return {piece.name: piece for piece in found if piece.kind in TAKEN_UP}


def _stays(board: Board, piece: Piece) -> bool:
    """Whether it is for its group alone."""
    is_closed = board.room.kind == Room.Kind.GROUP
    return is_closed and not confidentiality.leaves_room(_rule(board, piece))


def _rule(board: Board, piece: Piece) -> Room.Rule:
    """The strictest that held since the piece was made."""
    moment = made_at(board, [piece])[piece.made]
    return confidentiality.rules_since({piece.name: (board.room, moment)})[piece.name]


def made_at(board: Board, pieces: Iterable[Piece]) -> dict[int, datetime]:
    """By entry, when these were made."""
    made = Entry.objects.filter(stream=board.stream_id, seq__in=[piece.made for piece in pieces])
    return dict(made.values_list("seq", "at"))


def _words(board: Board, piece: Piece) -> dict[str, str]:
    if piece.kind != Kind.CARD:
        return titled(str(piece.fields.get("text", "")))
    fields = rowing.state_of(board, 0).fields_of(piece.kind).items()
    return {
        name: str(piece.fields[name])
        for name, field in fields
        if isinstance(field, Text) and piece.fields.get(name)
    }


def _traced(board: Board, places: Mapping[str, str], by: Participation) -> dict[str, Trace]:
    """Who cannot follow the board learns of its authors what its room lets out, and gets no link."""
    seen = _seen(board, places.values())
    is_inside = Board.objects.visible_to(by.person).filter(pk=board.pk).exists()
    people = cards(by.dialogue_id, {piece.by for piece in seen.values()})
    called = _("From the board “%(board)s”") % {"board": board.title}
    found: dict[str, Trace] = {}
    for place, name in places.items():
        if name in seen:
            card = people.get(seen[name].by, {})
            rule = _rule(board, seen[name])
            outside = ", ".join(confidentiality.author_outside(rule, card).values())
            author = str(card.get("name", "")) if is_inside else outside
            url = f"{board.get_absolute_url()}#{name}" if is_inside else ""
            found[place] = Trace(called, author, url)
    return found
