"""Pieces lie elsewhere: on the canvas, in lanes, in groups."""

from __future__ import annotations

from polylogue.log.facts import kind
from whiteboard.entries.base import BoardFact, OfPieces
from whiteboard.pieces import GROUP, LANE, ORDER, Rev
from whiteboard.state import State


@kind("board.pieces_moved")
class PiecesMoved(BoardFact, frozen=True, kw_only=True):
    """Pieces lie elsewhere on the canvas."""

    spots: list[tuple[str, int, int]]

    def apply(self, state: State, rev: Rev) -> None:
        for name, x, y in self.spots:
            if piece := state.change(name):
                for field, value in (("x", x), ("y", y)):
                    if state.is_newer(piece, field, rev):
                        piece.fields[field] = value

    def pieces_named(self) -> tuple[str, ...]:
        return tuple(name for name, _, _ in self.spots)

    def describe(self, who: str) -> str:
        return f"{who} moved {len(self.spots)} on the canvas of the board"


@kind("board.pieces_placed")
class PiecesPlaced(BoardFact, frozen=True, kw_only=True):
    """Pieces stand in a lane, by the keys that order it; lanes stand among lanes."""

    lane: str
    orders: dict[str, str]

    def apply(self, state: State, rev: Rev) -> None:
        for name, order in self.orders.items():
            if piece := state.change(name):
                if state.is_newer(piece, LANE, rev):
                    piece.lane = self.lane
                if state.is_newer(piece, ORDER, rev):
                    piece.order = order

    def pieces_named(self) -> tuple[str, ...]:
        return tuple(self.orders)

    def describe(self, who: str) -> str:
        return f"{who} put {len(self.orders)} elsewhere on the board"


@kind("board.orders_renewed")
class OrdersRenewed(BoardFact, frozen=True, kw_only=True):
    """The keys that order a lane became long and are short again; the order is the same."""

    orders: dict[str, str]

    def apply(self, state: State, rev: Rev) -> None:
        for name, order in self.orders.items():
            piece = state.change(name)
            if piece and state.is_newer(piece, ORDER, rev):
                piece.order = order

    def pieces_named(self) -> tuple[str, ...]:
        return tuple(self.orders)

    def describe(self, who: str) -> str:
        return "A lane of the board was numbered anew"


@kind("board.pieces_grouped")
class PiecesGrouped(OfPieces, frozen=True, kw_only=True):
    """Pieces belong to a group, or with none to no group any more."""

    group: str

    def apply(self, state: State, rev: Rev) -> None:
        for name in self.pieces:
            piece = state.change(name)
            if piece and state.is_newer(piece, GROUP, rev):
                piece.group = self.group

    def describe(self, who: str) -> str:
        how = "put into a group" if self.group else "took out of a group"
        return f"{who} {how}: {self.things()} on the board"
