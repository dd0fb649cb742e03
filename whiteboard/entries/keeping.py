"""Pieces are deleted and restored, locked and unlocked, shown to everybody."""

from __future__ import annotations

from polylogue.log.facts import kind
from whiteboard.entries.base import OfPieces
from whiteboard.pieces import LIFE, LOCK, SIGHT, Rev
from whiteboard.state import State


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
