"""Something is put on a board, or two things are connected."""

from __future__ import annotations

import msgspec

from polylogue.log.facts import kind
from polylogue.texts import blotting
from whiteboard.entries.base import BoardFact
from whiteboard.entries.wording import Contents, blotted
from whiteboard.pieces import GROUP, LANE, ORDER, Piece, Rev
from whiteboard.state import State


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
        state.pictures.pop(str(self.fields.get("file")), None)

    def pieces_named(self) -> tuple[str, ...]:
        return (self.piece,)

    def blotted(self) -> PieceCreated:
        return msgspec.structs.replace(self, fields=blotted(self.fields))

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
