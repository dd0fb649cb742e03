"""The socket door of moderation."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chat.moderation import hiding, muting, pacing, removing, reporting
from chat.moderation.muting import Minutes
from chat.moderation.pacing import Seconds
from chat.moderation.reasons import Reason
from polylogue.dialogues.models import Participation
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id

Ids = Annotated[list[Id], Meta(min_length=1, max_length=100)]


@command("moderation.hide_message", speaks=False, locks="dialogue")
class HideMessage(RoomCommand, frozen=True):
    """Hide a message, named by its seq: what it says is shown to the crew alone."""

    message: Id
    because: Reason = ""

    def act(self, room: Room, by: Participation, key: str) -> None:
        reporting.hide(room, by, message=self.message, because=self.because)


@command("moderation.show_message", speaks=False)
class ShowMessage(RoomCommand, frozen=True):
    """Show a hidden message again."""

    message: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        hiding.show_message(room, by, message=self.message)


@command("moderation.mute_person", speaks=False, locks="reach")
class MutePerson(RoomCommand, frozen=True):
    """Mute a person in the room, or (`everywhere`) in the dialogue, for so many minutes or until lifted."""

    person: Id
    minutes: Minutes | None = None
    everywhere: bool = False
    because: Reason = ""

    def act(self, room: Room, by: Participation, key: str) -> None:
        place = None if self.everywhere else room
        muting.mute(by, person=self.person, room=place, minutes=self.minutes, because=self.because)


@command("moderation.lift_mute", speaks=False, locks="reach")
class LiftMute(RoomCommand, frozen=True):
    """Let a muted person speak again; `mute` as in moderation.person_muted."""

    mute: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        muting.lift(by, mute=self.mute)


@command("moderation.set_slow_mode", speaks=False, locks="dialogue")
class SetSlowMode(RoomCommand, frozen=True):
    """Let everyone but the crew write one message in so many seconds in the room; 0 ends that."""

    seconds: Seconds

    def act(self, room: Room, by: Participation, key: str) -> None:
        pacing.set_slow_mode(room, by, seconds=self.seconds)


@command("moderation.report_message", speaks=False, locks="dialogue")
class ReportMessage(RoomCommand, frozen=True):
    """Ask the crew to look at a message, once; they alone see who asked."""

    message: Id
    because: Reason = ""

    def act(self, room: Room, by: Participation, key: str) -> None:
        reporting.report(room, by, message=self.message, because=self.because)


@command("moderation.resolve_reports", speaks=False, locks="reach")
class ResolveReports(RoomCommand, frozen=True):
    """Deal with reports of one message, in whichever room; `outcome` does it, or `dismiss`es them.

    `minutes` and `everywhere` are for `mute`, as in moderation.mute_person.
    """

    reports: Ids
    outcome: reporting.Outcome
    minutes: Minutes | None = None
    everywhere: bool = False
    because: Reason = ""

    def act(self, room: Room, by: Participation, key: str) -> None:
        reporting.resolve(
            by,
            reports=self.reports,
            outcome=self.outcome,
            minutes=self.minutes,
            everywhere=self.everywhere,
            because=self.because,
        )


@command("moderation.remove_person", speaks=False, locks="reach")
class RemovePerson(RoomCommand, frozen=True):
    """End a person's part in the dialogue; with `ban` no way leads back in."""

    person: Id
    ban: bool = False
    because: Reason = ""

    def act(self, room: Room, by: Participation, key: str) -> None:
        removing.remove(by, person=self.person, because=self.because, ban=self.ban)
