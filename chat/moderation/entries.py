"""What moderators did. Reasons are never in the log: entries point to the row that has them."""

from __future__ import annotations

from datetime import datetime

from polylogue.log.facts import Fact, kind

OUTCOMES = {
    "hide": "hid the message",
    "mute": "muted its author",
    "remove": "removed its author",
    "ban": "banned its author",
    "dismiss": "left it as it is",
}


@kind("moderation.message_hidden")
class MessageHidden(Fact, frozen=True):
    """What the message says is shown to the crew alone from here on; `person` wrote it."""

    about = "message"
    message: int
    person: int

    def describe(self, who: str) -> str:
        return f"{who} hid message {self.message} of person {self.person}"


@kind("moderation.message_shown")
class MessageShown(Fact, frozen=True):
    """A hidden message is shown to everybody again; `person` wrote it."""

    about = "message"
    message: int
    person: int

    def describe(self, who: str) -> str:
        return f"{who} showed message {self.message} of person {self.person} again"


@kind("moderation.person_muted")
class PersonMuted(Fact, frozen=True):
    """A person may say nothing in a room, or without `room` in the whole dialogue, until then.

    Written once for the crew, and once for the person alone. Without `until` it holds until lifted.
    """

    mute: int
    person: int
    room: int | None
    until: datetime | None

    def describe(self, who: str) -> str:
        where = "a room" if self.room else "the dialogue"
        end = f"{self.until:%Y-%m-%d %H:%M} UTC" if self.until else "this is lifted"
        return f"{who} muted person {self.person} in {where} until {end}"


@kind("moderation.mute_lifted")
class MuteLifted(Fact, frozen=True):
    """A mute ended before its time; written for the crew and for the person alone."""

    mute: int
    person: int
    room: int | None

    def describe(self, who: str) -> str:
        return f"{who} let person {self.person} speak again"


@kind("moderation.slow_mode_set")
class SlowModeSet(Fact, frozen=True):
    """From here on everyone but the crew may write one message in so many seconds; 0 ends that."""

    room: int
    seconds: int

    def describe(self, who: str) -> str:
        if not self.seconds:
            return f"{who} ended slow mode in a room"
        return f"{who} set slow mode in a room: one message in {self.seconds} seconds"


@kind("moderation.message_reported")
class MessageReported(Fact, frozen=True):
    """Somebody asked the crew to look at what `person` wrote in a room. For the crew only."""

    report: int
    room: int
    message: int
    person: int

    def describe(self, who: str) -> str:
        return f"{who} reported message {self.message} of person {self.person}"


@kind("moderation.reports_resolved")
class ReportsResolved(Fact, frozen=True):
    """Somebody of the crew dealt with these reports of one message. For the crew only."""

    reports: list[int]
    room: int
    message: int
    person: int
    outcome: str

    def describe(self, who: str) -> str:
        done = OUTCOMES.get(self.outcome, self.outcome)
        return f"{who} dealt with the reports of message {self.message}: {done}"


@kind("moderation.person_removed")
class PersonRemoved(Fact, frozen=True):
    """Somebody of the crew ended a person's part, perhaps for good. For the crew only."""

    removal: int
    person: int
    banned: bool

    def describe(self, who: str) -> str:
        return f"{who} {'banned' if self.banned else 'removed'} person {self.person}"


@kind("moderation.ban_lifted")
class BanLifted(Fact, frozen=True):
    """A banned person may be let in again. For the crew only."""

    removal: int
    person: int

    def describe(self, who: str) -> str:
        return f"{who} lifted the ban of person {self.person}"
