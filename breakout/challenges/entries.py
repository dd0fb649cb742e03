"""What the log says of challenges. No text is in it: entries point to versions, shown as they may be seen now."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("challenges.challenge_drafted")
class ChallengeDrafted(Fact, frozen=True):
    """A version of a challenge was saved as a draft. For the crew and for whose challenge it is."""

    challenge: int
    person: int
    version: int

    def describe(self, who: str) -> str:
        return f"{who} saved a draft of challenge {self.challenge} (version {self.version})"


@kind("challenges.challenge_offered")
class ChallengeOffered(Fact, frozen=True):
    """This version of a challenge is offered, shown with what it says for as long as it is.

    For everyone if it is `scope` everyone, else for the crew and for whose challenge it is.
    `before` is the entry that offered it until now.
    """

    about = "before"
    challenge: int
    person: int
    version: int
    scope: str
    before: int | None = None

    def describe(self, who: str) -> str:
        return f"{who} offered challenge {self.challenge} (version {self.version})"


@kind("challenges.challenge_withdrawn")
class ChallengeWithdrawn(Fact, frozen=True):
    """A challenge is not offered any more, or its draft is given up. Entry `before` had offered it."""

    about = "before"
    challenge: int
    before: int | None = None

    def describe(self, who: str) -> str:
        return f"{who} withdrew challenge {self.challenge}"


@kind("challenges.programme_chosen")
class ProgrammeChosen(Fact, frozen=True):
    """These challenges are on the programme, in this order. For the crew only."""

    challenges: list[int]

    def describe(self, who: str) -> str:
        chosen = ", ".join(map(str, self.challenges)) or "none"
        return f"{who} chose the challenges of the programme: {chosen}"


@kind("challenges.experience_told")
class ExperienceTold(Fact, frozen=True):
    """Somebody said what they have experience with; shown with it until they say it anew."""

    about = "before"
    person: int
    revision: int
    before: int | None = None

    def describe(self, who: str) -> str:
        return f"{who} said what they have experience with"


@kind("challenges.people_reminded")
class PeopleReminded(Fact, frozen=True):
    """Who had said nothing yet was sent a mail. For the crew only."""

    people: list[int]

    def describe(self, who: str) -> str:
        return f"{who} reminded {len(self.people)} people to say what they bring"


@kind("challenges.case_given")
class CaseGiven(Fact, frozen=True):
    """A group of a round has this challenge as its case, or (none) has none any more. For the crew only."""

    round: int
    group: int
    challenge: int | None

    def describe(self, who: str) -> str:
        if self.challenge is None:
            return f"{who} took the case of group {self.group} away"
        return f"{who} gave group {self.group} challenge {self.challenge} as its case"


@kind("challenges.case_told")
class CaseTold(Fact, frozen=True):
    """The group of this room works on this challenge, or on none any more; `before` had told another.

    Shown with title and question if everyone may see it.
    """

    about = "before"
    challenge: int | None
    before: int | None = None

    def describe(self, who: str) -> str:
        if self.challenge is None:
            return "The group has no case any more"
        return f"The case of the group is challenge {self.challenge}"


@kind("challenges.advice_noted")
class AdviceNoted(Fact, frozen=True):
    """In a group advice of `person` was noted for its case, by them or by whoever wrote it down.

    Shown with its words, and with whether the case giver finds it useful.
    """

    challenge: int
    person: int

    def describe(self, who: str) -> str:
        return f"{who} noted advice for challenge {self.challenge}"


@kind("challenges.advice_corrected")
class AdviceCorrected(Fact, frozen=True):
    """The advice that entry `advice` noted reads otherwise now."""

    about = "advice"
    advice: int

    def describe(self, who: str) -> str:
        return f"{who} corrected advice {self.advice}"


@kind("challenges.advice_withdrawn")
class AdviceWithdrawn(Fact, frozen=True):
    """The advice that entry `advice` noted was taken back."""

    about = "advice"
    advice: int

    def describe(self, who: str) -> str:
        return f"{who} took advice {self.advice} back"


@kind("challenges.advice_marked")
class AdviceMarked(Fact, frozen=True):
    """The case giver finds the advice of entry `advice` useful, or does not any more."""

    about = "advice"
    advice: int
    useful: bool

    def describe(self, who: str) -> str:
        return f"{who} {'marked' if self.useful else 'unmarked'} advice {self.advice} as useful"


@kind("challenges.first_step_written")
class FirstStepWritten(Fact, frozen=True):
    """The case giver wrote what they will do first; entry `before` had told it until now."""

    about = "before"
    challenge: int
    before: int | None = None

    def describe(self, who: str) -> str:
        return f"{who} wrote the first step for challenge {self.challenge}"
