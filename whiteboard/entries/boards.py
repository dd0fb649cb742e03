"""What happens to a board as a whole: how it began, its phases and rules, and votes."""

from __future__ import annotations

import msgspec

from polylogue.log.facts import Fact, kind
from polylogue.texts.blotting import blots
from whiteboard.entries.base import BoardFact
from whiteboard.permissions import Phase
from whiteboard.pieces import Rev
from whiteboard.state import CardField, Rules, State


@kind("board.board_opened")
class BoardOpened(Fact, frozen=True):
    """In the stream of a room: the room has a board, which is `stream`."""

    board: int
    stream: int

    def describe(self, who: str) -> str:
        return f"{who} opened a board"


@kind("board.board_begun")
class BoardBegun(BoardFact, frozen=True, kw_only=True):
    """The first entry of each board: what it is called, what its cards hold, how it works."""

    title: str
    template: str
    phase: str
    rules: Rules
    card: list[CardField]

    def apply(self, state: State, rev: Rev) -> None:
        state.phase, state.rules, state.card = Phase(self.phase), self.rules, tuple(self.card)
        state.title = self.title

    def blotted(self) -> BoardBegun:
        card = [msgspec.structs.replace(one, label=blots(one.label)) for one in self.card]
        return msgspec.structs.replace(self, title=blots(self.title), card=card)

    def describe(self, who: str) -> str:
        return f"{who} began the board “{self.title}”"


@kind("board.look_changed")
class LookChanged(BoardFact, frozen=True, kw_only=True):
    """An earlier entry that showed pieces shows them otherwise now: something was removed for good."""

    about = "shown"
    shown: int

    def describe(self, who: str) -> str:
        return "Something was removed from the board for good"


@kind("board.phase_set")
class PhaseSet(BoardFact, frozen=True, kw_only=True):
    """Another phase of the work began; in another round nobody has voted yet."""

    phase: str
    round: int

    def apply(self, state: State, rev: Rev) -> None:
        if state.round != self.round:
            state.totals = {}
        state.phase, state.round = Phase(self.phase), self.round

    def describe(self, who: str) -> str:
        return f"{who} began the phase “{self.phase}” of the board"


@kind("board.rules_set")
class RulesSet(BoardFact, frozen=True, kw_only=True):
    """How the board works from now on."""

    rules: Rules

    def apply(self, state: State, rev: Rev) -> None:
        state.rules = self.rules

    def describe(self, who: str) -> str:
        return f"{who} changed how the board works"


@kind("board.vote_cast")
class VoteCast(BoardFact, frozen=True, kw_only=True):
    """The actor has so many dots on a piece; for their eyes alone."""

    piece: str
    dots: int
    round: int

    def apply(self, state: State, rev: Rev) -> None:
        state.dots[rev[1], self.round, self.piece] = self.dots

    def describe(self, who: str) -> str:
        return f"{who} voted on the board"


@kind("board.votes_counted")
class VotesCounted(BoardFact, frozen=True, kw_only=True):
    """How many dots these pieces have, while everybody may see it."""

    totals: dict[str, int]

    def apply(self, state: State, rev: Rev) -> None:
        totals = state.totals | self.totals
        state.totals = {name: dots for name, dots in totals.items() if dots}

    def describe(self, who: str) -> str:
        return "Votes on the board were counted"


@kind("board.votes_shown")
class VotesShown(BoardFact, frozen=True, kw_only=True):
    """What was hidden until now: how many dots each piece has; the rest have none."""

    totals: dict[str, int]

    def apply(self, state: State, rev: Rev) -> None:
        state.totals = dict(self.totals)

    def describe(self, who: str) -> str:
        return f"{who} showed the votes of the board"
