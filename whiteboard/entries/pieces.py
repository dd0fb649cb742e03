"""What happens to what lies on a board."""

from __future__ import annotations

from typing import Any

import msgspec
from django.utils.translation import ngettext

from polylogue.log.facts import kind
from polylogue.texts import blotting, ot
from polylogue.texts.ot import Operation as Edit
from whiteboard.entries.base import BoardFact
from whiteboard.pieces import GROUP, LANE, LIFE, LOCK, ORDER, SIGHT, Piece, Rev
from whiteboard.state import State

Contents = dict[str, Any]
POINT = [0, 0, 0, 0]


@kind("board.piece_created")
class PieceCreated(BoardFact, frozen=True, kw_only=True):
    """Something was put on the board; `private`: for its author's eyes alone."""

    piece: str
    type: str
    fields: Contents = {}
    lane: str = ""
    order: str = ""
    group: str = ""
    private: bool = False

    def apply(self, state: State, rev: Rev) -> None:
        if self.piece in state.pieces:
            return
        parts = (*self.fields, LANE, ORDER, GROUP)
        state.pieces[self.piece] = Piece(
            name=self.piece,
            kind=self.type,
            by=rev[1],
            made=rev[0],
            fields=dict(self.fields),
            revs=dict.fromkeys(parts, rev),
            lane=self.lane,
            order=self.order,
            group=self.group,
            private_to=rev[1] if self.private else None,
        )
        state.live += 1

    def pieces_named(self) -> tuple[str, ...]:
        return (self.piece,)

    def blotted(self) -> PieceCreated:
        return msgspec.structs.replace(self, fields=_blotted(self.fields))

    def describe(self, who: str) -> str:
        return f"{who} put a {self.type} on the board"


@kind("board.pieces_connected")
class PiecesConnected(BoardFact, frozen=True, kw_only=True):
    """A line was drawn from one piece to another."""

    piece: str
    start: str
    end: str
    label: str = ""
    private: bool = False

    def apply(self, state: State, rev: Rev) -> None:
        if self.piece in state.pieces:
            return
        fields = {"label": self.label} if self.label else {}
        state.pieces[self.piece] = Piece(
            name=self.piece,
            kind="connector",
            by=rev[1],
            made=rev[0],
            fields=fields,
            revs=dict.fromkeys(fields, rev),
            ends=(self.start, self.end),
            private_to=rev[1] if self.private else None,
        )
        state.live += 1

    def pieces_named(self) -> tuple[str, ...]:
        return (self.piece,)

    def blotted(self) -> PiecesConnected:
        return msgspec.structs.replace(self, label=blotting.blots(self.label))

    def describe(self, who: str) -> str:
        return f"{who} connected two things on the board"


@kind("board.fields_set")
class FieldsSet(BoardFact, frozen=True, kw_only=True):
    """Fields of a piece have another value, or none.

    `unseen`: by field, the entry that it replaces and that its author had not seen: whoever wrote that
    one is told.
    """

    piece: str
    fields: Contents
    unseen: dict[str, int] = {}

    def apply(self, state: State, rev: Rev) -> None:
        if piece := state.change(self.piece):
            for name, value in self.fields.items():
                if state.is_newer(piece, name, rev):
                    _put(piece, name, value)

    def pieces_named(self) -> tuple[str, ...]:
        return (self.piece,)

    def blotted(self) -> FieldsSet:
        return msgspec.structs.replace(self, fields=_blotted(self.fields))

    def describe(self, who: str) -> str:
        return f"{who} changed {', '.join(sorted(self.fields))} of something on the board"


@kind("board.text_edited")
class TextEdited(BoardFact, frozen=True, kw_only=True):
    """Somebody wrote in a text of a piece: `op` leads from what it said before to what it says now."""

    piece: str
    field: str
    op: Edit

    def apply(self, state: State, rev: Rev) -> None:
        piece = state.change(self.piece)
        if piece and state.is_newer(piece, self.field, rev):
            was = piece.fields.get(self.field, "")
            piece.fields[self.field] = ot.apply(self.op, was)
            if state.keeps_edits:
                state.edits.setdefault((self.piece, self.field), []).append((rev[0], self.op))

    def pieces_named(self) -> tuple[str, ...]:
        return (self.piece,)

    def blotted(self) -> TextEdited:
        return msgspec.structs.replace(self, op=blotting.blotted(self.op))

    def describe(self, who: str) -> str:
        return f"{who} wrote in {self.field} of something on the board"


class OfPieces(BoardFact, frozen=True, kw_only=True):
    """Something that happened to several pieces."""

    pieces: list[str]

    def pieces_named(self) -> tuple[str, ...]:
        return tuple(self.pieces)

    def things(self) -> str:
        n = len(self.pieces)
        return ngettext("%(n)d thing", "%(n)d things", n) % {"n": n}


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


@kind("board.pieces_deleted")
class PiecesDeleted(OfPieces, frozen=True, kw_only=True):
    """Pieces were taken off the board."""

    def apply(self, state: State, rev: Rev) -> None:
        for name in self.pieces:
            piece = state.change(name)
            if piece and state.is_newer(piece, LIFE, rev) and piece.is_live:
                piece.deleted_by = rev[1]
                state.live -= 1

    def describe(self, who: str) -> str:
        return f"{who} deleted {self.things()} of the board"


@kind("board.pieces_restored")
class PiecesRestored(OfPieces, frozen=True, kw_only=True):
    """Pieces that were deleted lie on the board again; shown with them as they are now, as `now`."""

    def apply(self, state: State, rev: Rev) -> None:
        for name in self.pieces:
            piece = state.change(name)
            if piece and state.is_newer(piece, LIFE, rev) and not piece.is_live:
                piece.deleted_by = None
                state.live += 1

    def describe(self, who: str) -> str:
        return f"{who} restored {self.things()} of the board"


@kind("board.pieces_locked")
class PiecesLocked(OfPieces, frozen=True, kw_only=True):
    """Pieces stay as they are for everybody but those who lead or help."""

    def apply(self, state: State, rev: Rev) -> None:
        for name in self.pieces:
            piece = state.change(name)
            if piece and state.is_newer(piece, LOCK, rev):
                piece.locked_by = rev[1]

    def describe(self, who: str) -> str:
        return f"{who} locked {self.things()} of the board"


@kind("board.pieces_unlocked")
class PiecesUnlocked(OfPieces, frozen=True, kw_only=True):
    """Pieces can be changed again."""

    def apply(self, state: State, rev: Rev) -> None:
        for name in self.pieces:
            piece = state.change(name)
            if piece and state.is_newer(piece, LOCK, rev):
                piece.locked_by = None

    def describe(self, who: str) -> str:
        return f"{who} unlocked {self.things()} of the board"


@kind("board.pieces_revealed")
class PiecesRevealed(OfPieces, frozen=True, kw_only=True):
    """What only its author could see is for everybody; shown with them as they are now, as `now`."""

    def apply(self, state: State, rev: Rev) -> None:
        for name in self.pieces:
            piece = state.change(name)
            if piece and state.is_newer(piece, SIGHT, rev):
                piece.private_to = None

    def describe(self, who: str) -> str:
        return f"{who} showed {self.things()} of the board to everybody"


def _put(piece: Piece, name: str, value: Any) -> None:
    if value is None:
        piece.fields.pop(name, None)
    else:
        piece.fields[name] = value


def _blotted(fields: Contents) -> Contents:
    """Words become as many blots, drawings a point; numbers and colours say nothing."""
    return {name: _blot(name, value) for name, value in fields.items()}


def _blot(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return POINT
    return blotting.blots(value) if isinstance(value, str) and name != "colour" else value
