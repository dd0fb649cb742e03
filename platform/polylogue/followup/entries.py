"""What the log says of good practices. No text is in it, and no author where they may be hidden."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("followup.practice_pinned")
class PracticePinned(Fact, frozen=True):
    """The message that entry `message` of this stream posted became part of a good practice."""

    about = "message"
    practice: int
    message: int

    def describe(self, who: str) -> str:
        return f"{who} pinned message {self.message} as good practice {self.practice}"


@kind("followup.practice_unpinned")
class PracticeUnpinned(Fact, frozen=True):
    """The message is not part of this good practice any more."""

    about = "message"
    practice: int
    message: int

    def describe(self, who: str) -> str:
        return f"{who} took the pin of good practice {self.practice} from message {self.message}"


@kind("followup.practice_written")
class PracticeWritten(Fact, frozen=True):
    """A good practice has a new edition, told in each room that it comes from.

    In the room of its first message, `before` is the entry that told the edition before.
    """

    about = "before"
    practice: int
    edition: int
    before: int | None = None

    def describe(self, who: str) -> str:
        return f"{who} wrote good practice {self.practice} (edition {self.edition})"


@kind("followup.practice_changed")
class PracticeChanged(Fact, frozen=True):
    """A good practice was changed, for the crew: its edition now, and who is wished to see it."""

    practice: int
    edition: int
    visibility: str

    def describe(self, who: str) -> str:
        return f"{who} changed good practice {self.practice}"


@kind("followup.practice_opened")
class PracticeOpened(Fact, frozen=True):
    """All authors consented: this edition can be seen beyond its rooms. Written for the system.

    `before` is the entry that opened it last, if it was open until now.
    """

    about = "before"
    practice: int
    edition: int
    to: str
    before: int | None = None

    def describe(self, who: str) -> str:
        return f"Good practice {self.practice} (edition {self.edition}) is open: {self.to}"


@kind("followup.practice_closed")
class PracticeClosed(Fact, frozen=True):
    """It is seen in its rooms alone again; entry `before` had opened it. Written for the system."""

    about = "before"
    practice: int
    before: int

    def describe(self, who: str) -> str:
        return f"Good practice {self.practice} is not open beyond its rooms any more"


@kind("followup.consent_asked")
class ConsentAsked(Fact, frozen=True):
    """An author is asked whether an edition with their words may be seen so widely."""

    practice: int
    person: int
    edition: int
    visibility: str

    def describe(self, who: str) -> str:
        asked = f"good practice {self.practice}, edition {self.edition}, {self.visibility}"
        return f"Person {self.person} was asked for their consent: {asked}"


@kind("followup.consent_given")
class ConsentGiven(Fact, frozen=True):
    """An author consented to exactly this; `naming` is how they wish to be shown."""

    practice: int
    person: int
    edition: int
    visibility: str
    naming: str

    def describe(self, who: str) -> str:
        given = f"good practice {self.practice}, edition {self.edition}, {self.visibility}"
        return f"Person {self.person} consented: {given}"


@kind("followup.consent_refused")
class ConsentRefused(Fact, frozen=True):
    """An author said no to this edition and visibility."""

    practice: int
    person: int
    edition: int
    visibility: str

    def describe(self, who: str) -> str:
        refused = f"good practice {self.practice}, edition {self.edition}, {self.visibility}"
        return f"Person {self.person} did not consent: {refused}"


@kind("followup.consent_withdrawn")
class ConsentWithdrawn(Fact, frozen=True):
    """An author took back all their consents for a good practice."""

    practice: int
    person: int

    def describe(self, who: str) -> str:
        return f"Person {self.person} withdrew their consent: good practice {self.practice}"


@kind("followup.practices_exported")
class PracticesExported(Fact, frozen=True):
    """Somebody of the crew was given the dialogue's good practices as a file. For the crew only."""

    export: int
    format: str
    count: int

    def describe(self, who: str) -> str:
        return f"{who} downloaded {self.count} good practices with the state of consent ({self.format})"


@kind("followup.letter_sent")
class LetterSent(Fact, frozen=True):
    """Somebody wrote to a person behind a good practice. For that person alone; written for the system."""

    practice: int
    letter: int

    def describe(self, who: str) -> str:
        return f"Letter {self.letter} arrived, about good practice {self.practice}"


@kind("followup.letter_answered")
class LetterAnswered(Fact, frozen=True):
    """A letter was answered or declined. For its sender alone; written for the system."""

    practice: int
    letter: int

    def describe(self, who: str) -> str:
        return f"Letter {self.letter} about good practice {self.practice} was answered"


@kind("followup.letters_stopped")
class LettersStopped(Fact, frozen=True):
    """The crew lets no more letters through to the people behind a good practice."""

    practice: int

    def describe(self, who: str) -> str:
        return f"{who} stopped letters to the people behind good practice {self.practice}"


@kind("followup.letters_let_through")
class LettersLetThrough(Fact, frozen=True):
    """The crew lets letters through again."""

    practice: int

    def describe(self, who: str) -> str:
        return f"{who} let letters through again about good practice {self.practice}"


@kind("followup.reachability_chosen")
class ReachabilityChosen(Fact, frozen=True):
    """One of the people behind a good practice chose whether they can be written to."""

    practice: int
    person: int
    is_reachable: bool

    def describe(self, who: str) -> str:
        chose = "can be written to" if self.is_reachable else "cannot be written to"
        return f"Person {self.person} {chose} about good practice {self.practice}"
