"""What of boards is kept to begin others with, and what a board is called."""

from __future__ import annotations

import msgspec

from polylogue.log.facts import Fact, kind
from polylogue.texts import blotting
from whiteboard.entries.base import BoardFact
from whiteboard.pieces import Rev
from whiteboard.state import State


@kind("board.board_renamed")
class BoardRenamed(BoardFact, frozen=True, kw_only=True):
    """The board is called otherwise from now on."""

    title: str

    def apply(self, state: State, rev: Rev) -> None:
        state.title = self.title

    def blotted(self) -> BoardRenamed:
        return msgspec.structs.replace(self, title=blotting.blots(self.title))

    def describe(self, who: str) -> str:
        return f"{who} called the board “{self.title}”"


@kind("board.template_kept")
class TemplateKept(BoardFact, frozen=True, kw_only=True):
    """The board as it stands is kept as a template."""

    template: int

    def describe(self, who: str) -> str:
        return f"{who} kept the board as a template"


@kind("board.template_removed")
class TemplateRemoved(Fact, frozen=True):
    """In the stream of a room: boards cannot begin as a template any more."""

    template: int

    def describe(self, who: str) -> str:
        return f"{who} removed a template of boards"
