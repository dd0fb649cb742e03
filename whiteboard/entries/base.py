"""What all entries of a board have in common."""

from __future__ import annotations

from typing import Any

import msgspec
from django.utils.translation import ngettext

from polylogue.log.facts import Fact
from whiteboard.pieces import Rev
from whiteboard.state import State


class BoardFact(Fact, frozen=True, kw_only=True):
    """An operation as it was done. `key` is that of the command that asked for it.

    To apply it twice, or after what came later, changes nothing: each part of a piece knows by which
    entry it was changed last.
    """

    key: str = ""

    def apply(self, state: State, rev: Rev) -> None:
        """What it makes of a board; `rev` is its number and whose it is."""

    def pieces_named(self) -> tuple[str, ...]:
        """The pieces that it changes."""
        return ()

    def blotted(self) -> BoardFact:
        """The same without a word of what anybody wrote, and of the same shape."""
        return self

    def remains(self) -> dict[str, Any]:
        said: dict[str, Any] = msgspec.to_builtins(self.blotted())
        return said


class OfPieces(BoardFact, frozen=True, kw_only=True):
    """Something that happened to several pieces."""

    pieces: list[str]

    def pieces_named(self) -> tuple[str, ...]:
        return tuple(self.pieces)

    def things(self) -> str:
        n = len(self.pieces)
        return ngettext("%(n)d thing", "%(n)d things", n) % {"n": n}
