"""What the stream of a board says of what was gathered from it."""

from __future__ import annotations

from polylogue.log.facts import kind
from whiteboard.entries.base import BoardFact


@kind("board.card_promoted")
class CardPromoted(BoardFact, frozen=True, kw_only=True):
    """The piece lies on another board too. Where that is, `promotion` tells those who may see it."""

    piece: str
    promotion: int

    def describe(self, who: str) -> str:
        return f"{who} put something of this board on another one"
