"""The socket door of harvests. What is written in them comes by `texts.edit`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from breakout import rounds
from breakout.harvest import reporting, sheets
from polylogue.dialogues.models import Participation
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id

Seconds = Annotated[int, Meta(ge=reporting.SHORTEST, le=reporting.LONGEST)]
Because = Annotated[str, Meta(max_length=2 * sheets.BECAUSE_LENGTH)]


@command("harvest.hand_in", speaks="in notes", locks="dialogue")
class HandIn(RoomCommand, frozen=True):
    """Show the group's harvest to everyone in the dialogue; `because`: why there is nothing."""

    because: Because = ""

    def act(self, room: Room, by: Participation, key: str) -> None:
        sheets.hand_in(room, by, because=self.because)


@command("harvest.take_back", speaks=False, locks="dialogue")
class TakeBack(RoomCommand, frozen=True):
    """Show the group's harvest to the group and the crew alone again."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        sheets.take_back(room, by)


@command("harvest.report", speaks=False)
class Report(RoomCommand, frozen=True):
    """Be the one who reports for the group, or not any more."""

    on: bool

    def act(self, room: Room, by: Participation, key: str) -> None:
        sheets.report(room, by, on=self.on)


@command("harvest.arrange_turns", speaks=False, locks="dialogue")
class ArrangeTurns(RoomCommand, frozen=True):
    """Have groups of a round wait for their turn to report, in this order.

    `before` are those that wait as far as the caller knows.
    """

    round: Id
    groups: Annotated[list[Id], Meta(max_length=200)]
    before: Annotated[list[Id], Meta(max_length=200)] | None = None

    def act(self, room: Room, by: Participation, key: str) -> None:
        round = rounds.find(room.dialogue, self.round)
        reporting.arrange(round, by, groups=self.groups, before=self.before)


@command("harvest.call_group", speaks=False, locks="dialogue")
class CallGroup(RoomCommand, frozen=True):
    """Give a group the floor in the plenary, without `group` the next that waits.

    `seen` is the group that has the floor as far as the caller knows.
    """

    round: Id
    seconds: Seconds
    group: Id | None = None
    seen: Id | None = None

    def act(self, room: Room, by: Participation, key: str) -> None:
        round = rounds.find(room.dialogue, self.round)
        reporting.call(round, by, group=self.group, seconds=self.seconds, seen=self.seen)


@command("harvest.extend_turn", speaks=False, locks="dialogue")
class ExtendTurn(RoomCommand, frozen=True):
    """Give the group that reports more time; `group` is that one as far as the caller knows."""

    round: Id
    seconds: Seconds
    group: Id | None = None

    def act(self, room: Room, by: Participation, key: str) -> None:
        round = rounds.find(room.dialogue, self.round)
        reporting.extend(round, by, seconds=self.seconds, group=self.group)


@command("harvest.end_turn", speaks=False, locks="dialogue")
class EndTurn(RoomCommand, frozen=True):
    """End the report of the group that has the floor; `group` is that one as far as the caller knows."""

    round: Id
    group: Id | None = None

    def act(self, room: Room, by: Participation, key: str) -> None:
        reporting.end(rounds.find(room.dialogue, self.round), by, group=self.group)
