"""What the stream of a board says of things that came from elsewhere."""

from __future__ import annotations

from polylogue.log.facts import kind
from whiteboard.entries.base import BoardFact


@kind("board.piece_promoted")
class PiecePromoted(BoardFact, frozen=True, kw_only=True):
    """The piece came from elsewhere in the dialogue. Where that is, `promotion` tells those who may see it."""

    piece: str
    source: str
    promotion: int

    def describe(self, who: str) -> str:
        return f"{who} put a {self.source} from elsewhere on the board"
