"""What the log says of polls. Neither words nor numbers are in it: entries point to the poll.

Who voted is never told, and no entry keeps how the counts stood at some moment: whoever reads it
later finds how they stand now.
"""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("polls.poll_drafted")
class PollDrafted(Fact, frozen=True):
    """The crew prepares a poll. For the crew only."""

    poll: int

    def describe(self, who: str) -> str:
        return f"{who} prepared poll {self.poll}"


@kind("polls.draft_changed")
class DraftChanged(Fact, frozen=True):
    """A poll that is not open yet asks something else now. For the crew only."""

    poll: int

    def describe(self, who: str) -> str:
        return f"{who} changed the draft of poll {self.poll}"


@kind("polls.draft_dropped")
class DraftDropped(Fact, frozen=True):
    """A poll that was never opened is gone. For the crew only."""

    poll: int

    def describe(self, who: str) -> str:
        return f"{who} deleted the draft of poll {self.poll}"


@kind("polls.poll_opened")
class PollOpened(Fact, frozen=True):
    """Everyone in the room can vote from here on; shown with what is asked and how it stands."""

    poll: int

    def describe(self, who: str) -> str:
        return f"{who} opened poll {self.poll}"


@kind("polls.poll_extended")
class PollExtended(Fact, frozen=True):
    """The poll that entry `opened` opened closes by itself at another moment."""

    about = "opened"
    poll: int
    opened: int
    ends_at: str

    def describe(self, who: str) -> str:
        return f"{who} let poll {self.poll} run until {self.ends_at}"


@kind("polls.poll_closed")
class PollClosed(Fact, frozen=True):
    """Nobody can vote any more in the poll that entry `opened` opened; shown with its results."""

    about = "opened"
    poll: int
    opened: int

    def describe(self, who: str) -> str:
        return f"{who} closed poll {self.poll}"


@kind("polls.results_shown")
class ResultsShown(Fact, frozen=True):
    """The crew shows the results of an anonymous poll in which only few people voted."""

    about = "opened"
    poll: int
    opened: int

    def describe(self, who: str) -> str:
        return f"{who} showed the results of poll {self.poll}"


@kind("polls.counted")
class VotesCounted(Fact, frozen=True):
    """In these polls of the room people voted; shown with how the counts stand now, if they may be seen.

    Written for the system, once a second at most. One for the crew comes beside it where only the
    crew sees counts before the end.
    """

    polls: list[int]

    def describe(self, who: str) -> str:
        return f"Votes came in for poll {', '.join(map(str, self.polls))}"
