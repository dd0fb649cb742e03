"""What the log says of project ideas. No word of them is in it."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("followup.idea_made")
class IdeaMade(Fact, frozen=True):
    """In the stream of a board: a card became a project idea, which whoever follows the board may see."""

    piece: str
    idea: int

    def describe(self, who: str) -> str:
        return f"{who} made project idea {self.idea} of a card"


@kind("followup.idea_written")
class IdeaWritten(Fact, frozen=True):
    """A project idea has a new edition; entry `before` had told the one before. For the crew only."""

    about = "before"
    idea: int
    edition: int
    before: int | None = None

    def describe(self, who: str) -> str:
        return f"{who} wrote project idea {self.idea} (edition {self.edition})"
