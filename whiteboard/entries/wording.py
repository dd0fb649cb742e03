"""What pieces say is changed."""

from __future__ import annotations

from typing import Any

import msgspec

from polylogue.log.facts import kind
from polylogue.texts import blotting, ot
from polylogue.texts.ot import Operation as Edit
from whiteboard.entries.base import BoardFact
from whiteboard.pieces import Piece, Rev
from whiteboard.state import State

Contents = dict[str, Any]
POINT = [0, 0, 0, 0]
NO_WORDS = {"colour", "file"}


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
        return msgspec.structs.replace(self, fields=blotted(self.fields))

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


def blotted(fields: Contents) -> Contents:
    """Words become as many blots, drawings a point, pictures nothing; numbers and colours say nothing."""
    return {name: _blot(name, value) for name, value in fields.items()}


def _put(piece: Piece, name: str, value: Any) -> None:
    if value is None:
        piece.fields.pop(name, None)
    else:
        piece.fields[name] = value


def _blot(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return POINT
    if name == "file":
        return None
    return blotting.blots(value) if isinstance(value, str) and name not in NO_WORDS else value
