"""The socket door of scripts, in the room of a group."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from breakout.scripts import steering
from breakout.scripts.script import Key
from polylogue.dialogues.models import Participation
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id


@command("scripts.hold", speaks=False, locks="reach")
class Hold(RoomCommand, frozen=True):
    """Stop the time of the step in this group."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        steering.hold(room, by)


@command("scripts.resume", speaks=False, locks="reach")
class Resume(RoomCommand, frozen=True):
    """Let the time of the step go on."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        steering.resume(room, by)


@command("scripts.skip", speaks=False, locks="reach")
class Skip(RoomCommand, frozen=True):
    """Begin the next step now; `at` is the place of the step that is to end, counted from 0."""

    at: Annotated[int, Meta(ge=0, le=1000)]

    def act(self, room: Room, by: Participation, key: str) -> None:
        steering.skip(room, by, at=self.at)


@command("scripts.add_minutes", speaks=False, locks="reach")
class AddMinutes(RoomCommand, frozen=True):
    """Give the step so many minutes more."""

    minutes: Annotated[int, Meta(ge=1, le=steering.MOST_MINUTES)]

    def act(self, room: Room, by: Participation, key: str) -> None:
        steering.add_minutes(room, by, minutes=self.minutes)


@command("scripts.hand_role", speaks=False, locks="reach")
class HandRole(RoomCommand, frozen=True):
    """Give a role to a person of the group, or take one over that the group chooses."""

    role: Key
    person: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        steering.hand_role(room, by, role=self.role, person=self.person)
