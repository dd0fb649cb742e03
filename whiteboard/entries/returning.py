"""What was is there again: a piece or the whole board put back, and versions that have a name."""

from __future__ import annotations

import msgspec
from django.utils.translation import ngettext

from polylogue.log.facts import kind
from polylogue.texts import blotting
from whiteboard.entries.base import BoardFact
from whiteboard.pieces import Rev
from whiteboard.state import State


class Leading(BoardFact, frozen=True, kw_only=True):
    """Says what the `of` entries right before it are, which were done as one with it and are undone so."""

    of: int

    def apply(self, state: State, rev: Rev) -> None:
        state.led[rev[0]] = self.of

    def changes(self) -> str:
        return ngettext("%(n)d change", "%(n)d changes", self.of) % {"n": self.of}


@kind("board.piece_returned")
class PieceReturned(Leading, frozen=True, kw_only=True):
    """A piece was put back to how it was when the board stood at entry `to`, by the entries before this one."""

    piece: str
    to: int

    def describe(self, who: str) -> str:
        return f"{who} put something on the board back to how it was at entry {self.to}"


@kind("board.board_returned")
class BoardReturned(Leading, frozen=True, kw_only=True):
    """The board was put back to how it was at entry `to`, by the entries before this one."""

    to: int

    def describe(self, who: str) -> str:
        return f"{who} put the board back to how it was at entry {self.to}, with {self.changes()}"


@kind("board.return_undone")
class ReturnUndone(Leading, frozen=True, kw_only=True):
    """Putting back (entry `entry`) was itself taken back, by the entries before this one."""

    entry: int

    def describe(self, who: str) -> str:
        return f"{who} took back what was put back on the board, with {self.changes()}"


@kind("board.version_named")
class VersionNamed(BoardFact, frozen=True, kw_only=True):
    """The board as it stands here is kept under a name."""

    label: str

    def blotted(self) -> VersionNamed:
        return msgspec.structs.replace(self, label=blotting.blots(self.label))

    def describe(self, who: str) -> str:
        return f"{who} kept the board as the version “{self.label}”"
