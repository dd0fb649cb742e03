"""A board in small, lane by lane: what everybody who follows it sees. Made once for each revision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from polylogue.log.reading import Head
from whiteboard import labels
from whiteboard.files import writing
from whiteboard.kept import Kept
from whiteboard.models import Board
from whiteboard.pieces import Kind, Piece
from whiteboard.state import State
from whiteboard.wall import cards

LISTED = {Kind.CARD, Kind.NOTE, Kind.TEXT, Kind.GROUP}


@dataclass(frozen=True)
class Card:
    place: str
    name: str
    title: str
    called: labels.Words
    colour: str
    votes: int
    is_group: bool
    made_at: datetime


@dataclass(frozen=True)
class Lane:
    title: str
    colour: str
    cards: list[Card]


_kept = Kept[tuple[Head, list[Lane]]](64)


def of(board: Board, head: Head) -> list[Lane]:
    _head, lanes = _kept.of(
        board.pk, lambda: (head, _made(board)), holds=lambda kept: kept[0] == head
    )
    return lanes


def _made(board: Board) -> list[Lane]:
    """Lanes in their order, then what stands in none; groups are followed by what is in them."""
    state = writing.state_of(board)
    listed = [piece for piece in state.pieces.values() if piece.kind in LISTED]
    listed.sort(key=lambda piece: (piece.order, piece.made))
    shown = Shown(board, state, listed, cards.made_at(board, listed))
    lanes = state.neighbours(Kind.LANE, "")
    found = [Lane(lane.title, _colour(lane), shown.cards({lane.name})) for lane in lanes]
    rest = {piece.lane for piece in listed} - {lane.name for lane in lanes} | {""}
    elsewhere = shown.cards(rest)
    return [*found, Lane("", "plain", elsewhere)] if elsewhere else found


@dataclass(frozen=True)
class Shown:
    """A board, and when what is listed of it was made."""

    board: Board
    state: State
    listed: list[Piece]
    made: dict[int, datetime]

    def cards(self, lanes: set[str]) -> list[Card]:
        groups = {piece.name for piece in self.listed if piece.kind == Kind.GROUP}
        found: list[Card] = []
        for piece in self.listed:
            if piece.lane in lanes and piece.group not in groups:
                members = [one for one in self.listed if one.group == piece.name]
                found += [self._card(one) for one in (piece, *members)]
        return found

    def _card(self, piece: Piece) -> Card:
        totals = {} if self.state.hides_totals else self.state.totals
        is_taken_up = piece.kind in cards.TAKEN_UP
        return Card(
            place=cards.place_of(self.board.pk, piece.name) if is_taken_up else "",
            name=piece.name,
            title=piece.title,
            called=labels.KINDS[Kind(piece.kind)],
            colour=_colour(piece),
            votes=totals.get(piece.name, 0),
            is_group=piece.kind == Kind.GROUP,
            made_at=self.made[piece.made],
        )


def _colour(piece: Piece) -> str:
    return str(piece.fields.get("colour", "plain"))
