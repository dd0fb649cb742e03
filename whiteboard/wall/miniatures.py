"""A board in small, lane by lane: what everybody who follows it sees. Made once for each revision."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from polylogue.log.reading import Head
from whiteboard import labels
from whiteboard.files import writing
from whiteboard.models import Board
from whiteboard.pieces import Kind, Piece
from whiteboard.state import State
from whiteboard.wall import cards

KEPT = 64
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


@dataclass(frozen=True)
class Lane:
    title: str
    colour: str
    cards: list[Card]


_kept: OrderedDict[int, tuple[Head, list[Lane]]] = OrderedDict()
_lock = threading.Lock()


def of(board: Board, head: Head) -> list[Lane]:
    with _lock:
        kept = _kept.get(board.pk)
    if kept is None or kept[0] != head:
        kept = head, _made(board)
        with _lock:
            _kept[board.pk] = kept
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return kept[1]


def _made(board: Board) -> list[Lane]:
    """Lanes in their order, then what stands in none; groups are followed by what is in them."""
    state = writing.state_of(board)
    lanes = state.neighbours(Kind.LANE, "")
    listed = [piece for piece in state.pieces.values() if piece.kind in LISTED]
    listed.sort(key=lambda piece: (piece.order, piece.made))
    known = {lane.name for lane in lanes}
    found = [
        Lane(lane.title, _colour(lane), _in(board, state, listed, {lane.name})) for lane in lanes
    ]
    rest = {piece.lane for piece in listed} - known | {""}
    elsewhere = _in(board, state, listed, rest)
    return [*found, Lane("", "plain", elsewhere)] if elsewhere else found


def _in(board: Board, state: State, listed: list[Piece], lanes: set[str]) -> list[Card]:
    groups = {piece.name for piece in listed if piece.kind == Kind.GROUP}
    found: list[Card] = []
    for piece in listed:
        if piece.lane in lanes and piece.group not in groups:
            members = [one for one in listed if one.group == piece.name]
            found += [_card(board, state, one) for one in (piece, *members)]
    return found


def _card(board: Board, state: State, piece: Piece) -> Card:
    votes = 0 if state.hides_totals else state.totals.get(piece.name, 0)
    return Card(
        place=cards.place_of(board.pk, piece.name) if piece.kind in cards.TAKEN_UP else "",
        name=piece.name,
        title=piece.title,
        called=labels.KINDS[Kind(piece.kind)],
        colour=_colour(piece),
        votes=votes,
        is_group=piece.kind == Kind.GROUP,
    )


def _colour(piece: Piece) -> str:
    return str(piece.fields.get("colour", "plain"))
