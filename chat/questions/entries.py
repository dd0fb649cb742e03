"""What the log says of questions. Text is never in it: entries point to the question or the answer.

What concerns a question that not everyone sees is for the crew and its asker (`entry.person`).
"""

from __future__ import annotations

from typing import Any

from polylogue.log.facts import Fact, kind


class AboutQuestion(Fact, frozen=True):
    """Something happened to the question that entry `question` asked."""

    about = "question"
    question: int


@kind("questions.arranged")
class Arranged(Fact, frozen=True):
    """From here on the room takes questions or not; `reviewed`: each is looked at before all see it."""

    is_open: bool
    reviewed: bool

    def describe(self, who: str) -> str:
        how = ", each looked at first" if self.is_open and self.reviewed else ""
        return f"{who} {'opened' if self.is_open else 'closed'} the room for questions{how}"


@kind("questions.asked")
class Asked(Fact, frozen=True, omit_defaults=True):
    """Somebody asked a question; `key` as in chat.message_posted.

    `for_crew`: only the crew and the asker see it, for good. Without that, one for the crew waits to
    be approved; questions.approved then shows it to everyone.
    """

    key: str
    for_crew: bool = False

    def describe(self, who: str) -> str:
        return f"{who} asked{' the hosts alone' if self.for_crew else ''}"

    def words(self, shown: dict[str, Any]) -> str:
        return str(shown.get("text", ""))


@kind("questions.approved")
class Approved(AboutQuestion, frozen=True):
    """From here on everyone sees this question of `person`, which had to be looked at first."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} let question {self.question} of person {self.person} appear"


@kind("questions.corrected")
class Corrected(AboutQuestion, frozen=True):
    """The asker changed the question before anybody voted for it."""

    def describe(self, who: str) -> str:
        return f"{who} corrected question {self.question}"


@kind("questions.withdrawn")
class Withdrawn(AboutQuestion, frozen=True):
    """The asker took the question back: its words are gone."""

    def describe(self, who: str) -> str:
        return f"{who} withdrew question {self.question}"


@kind("questions.votes_counted")
class VotesCounted(Fact, frozen=True):
    """How many people want to hear these questions, by seq, answered.

    Written for the system, once a second at most. Who voted is not in the log.
    """

    questions: dict[str, int]

    def describe(self, who: str) -> str:
        told = (f"{count} (question {seq})" for seq, count in self.questions.items())
        return f"Votes: {', '.join(told)}"


@kind("questions.answered")
class Answered(AboutQuestion, frozen=True):
    """Somebody wrote an answer, which stands with the question."""

    def describe(self, who: str) -> str:
        return f"{who} answered question {self.question}"

    def words(self, shown: dict[str, Any]) -> str:
        return str(shown.get("text", ""))


@kind("questions.answered_aloud")
class AnsweredAloud(AboutQuestion, frozen=True):
    """The question was answered by voice, in the room."""

    def describe(self, who: str) -> str:
        return f"{who} marked question {self.question} as answered aloud"


@kind("questions.reopened")
class Reopened(AboutQuestion, frozen=True):
    """The question of `person` is open again; an answer that it had is not shown any more."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} opened question {self.question} again"


@kind("questions.dismissed")
class Dismissed(AboutQuestion, frozen=True):
    """The question is not shown any more to others than the crew and its asker."""

    def describe(self, who: str) -> str:
        return f"{who} set question {self.question} aside"


@kind("questions.dismissal_explained")
class DismissalExplained(AboutQuestion, frozen=True):
    """Why the question was set aside, for the crew and its asker."""

    def describe(self, who: str) -> str:
        return f"{who} told why question {self.question} was set aside"

    def words(self, shown: dict[str, Any]) -> str:
        return str(shown.get("reason", ""))


@kind("questions.taken_up")
class TakenUp(AboutQuestion, frozen=True):
    """The room turns to this question now, in place of the one before."""

    def describe(self, who: str) -> str:
        return f"{who} took up question {self.question}"


@kind("questions.put_down")
class PutDown(AboutQuestion, frozen=True):
    """The room is done with this question; none is taken up."""

    def describe(self, who: str) -> str:
        return f"{who} put down question {self.question}"
