"""How people are led on a board: by a timer, and to a place."""

from __future__ import annotations

from datetime import datetime

from polylogue.log.facts import kind
from whiteboard.entries.base import BoardFact
from whiteboard.pieces import Rev
from whiteboard.state import Call, State


@kind("board.timer_set")
class TimerSet(BoardFact, frozen=True, kw_only=True):
    """The time for what is at work on the board ends then; with none, the timer was stopped."""

    ends_at: str

    def apply(self, state: State, rev: Rev) -> None:
        state.ends_at = datetime.fromisoformat(self.ends_at) if self.ends_at else None

    def describe(self, who: str) -> str:
        if self.ends_at:
            return f"{who} set the timer of the board to {self.ends_at}"
        return f"{who} stopped the timer of the board"


@kind("board.called_together")
class CalledTogether(BoardFact, frozen=True, kw_only=True):
    """Everybody on the board was asked to come to a piece, or to a part of the canvas, until then."""

    until: str
    piece: str = ""
    view: tuple[int, int, int, int] | None = None
    takes: bool = False

    def apply(self, state: State, rev: Rev) -> None:
        state.call = Call(
            by=rev[1],
            seq=rev[0],
            until=self.until,
            piece=self.piece,
            view=self.view,
            takes=self.takes,
        )

    def describe(self, who: str) -> str:
        return f"{who} called everybody to a place on the board"
