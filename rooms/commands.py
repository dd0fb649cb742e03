"""Commands: what a browser can ask, by socket or by HTTP, each a typed struct that names its action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal, TypeVar

import msgspec
from django.utils.translation import gettext_lazy as _
from msgspec import Meta

from polylogue.dialogues.intents import every_stream_of, participant
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound, Refusal
from polylogue.log import journal
from polylogue.log.intents import Intent, Streams, digest
from rooms import actions, guards
from rooms.models import Room
from rooms.protocol import Id

Locks = Literal["room", "dialogue", "reach"]
Speaks = bool | Literal["by hand", "in notes"] | None


class UnknownCommand(Refusal):
    code = "unknown-command"
    status = 404
    sentence = _("This server does not know this command. Please reload the page.")


class Malformed(Refusal):
    code = "malformed"
    status = 400
    sentence = _("This could not be understood.")


class RoomCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command on one room, which it names by its stream.

    It locks that stream alone; some lock the dialogue's stream too, some every one of the dialogue.
    """

    name: ClassVar[str]
    hot: ClassVar[bool]
    speaks: ClassVar[Speaks]
    locks: ClassVar[Locks]
    secret: ClassVar[bool]
    late: ClassVar[bool]
    is_of_annex: ClassVar[bool] = False
    stream: Id

    def act(self, room: Room, by: Participation, key: str) -> Any:
        raise TypeError(f"{self.name} has no action")


class AnnexCommand(RoomCommand, frozen=True):
    """A command on a further stream of a room, which it names by that stream."""

    is_of_annex: ClassVar[bool] = True


C = TypeVar("C", bound=type[RoomCommand])
COMMANDS: dict[str, type[RoomCommand]] = {}


def command(
    name: str,
    *,
    speaks: Speaks = None,
    hot: bool = False,
    locks: Locks = "room",
    secret: bool = False,
    late: bool = False,
) -> Callable[[C], C]:
    """Declares a command. A hot one only stages rows and appends (see polylogue.log.journal).

    `speaks`: whether the room gets to see something that its giver says or asks for; whoever may
    not speak now (`rooms.guards`) is refused it; who listens for a while may ask to speak "by hand", or write "in notes" if they take them. One that does not say so counts as speaking, and
    fails the tests.

    One that appends to the dialogue's stream locks `dialogue`; one that changes what somebody may
    do there locks `reach`, so that nothing is done with a right that has ended. No answer to a secret
    one is kept (see polylogue.log.intents). A late one asks itself who may give it: also somebody
    who cannot follow the room any more, for what they wrote while they could.
    """

    def declare(struct: C) -> C:
        if name in COMMANDS or not struct.__doc__:
            raise TypeError(f"{name} is declared twice or has no docstring")
        struct.name, struct.speaks, struct.hot = name, speaks, hot
        struct.locks, struct.secret, struct.late = locks, secret, late
        COMMANDS[name] = struct
        return struct

    return declare


def parse(name: str, args: msgspec.Raw | bytes) -> RoomCommand:
    """The typed command; raises UnknownCommand or Malformed, which says what does not fit."""
    if name not in COMMANDS:
        raise UnknownCommand
    try:
        return msgspec.json.decode(args, type=COMMANDS[name])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise Malformed(str(problem)[:300]) from problem


def intent(
    command: RoomCommand,
    *,
    key: str,
    person: int,
    dialogue: int,
    lane: int,
    disguised: bool = False,
) -> Intent:
    """The command on its way to the writer, in the name of a person in a dialogue."""

    def act() -> Any:
        by = journal.memo(lane, ("participant", person), lambda: participant(dialogue, person))
        by = by.seen(disguised=disguised)
        room = journal.memo(lane, ("room", command.stream), lambda: _room(command, dialogue))
        guards.ask(command.name, room, by)
        if command.speaks is not False:
            guards.ask_to_speak(room, by, way=_way(command.speaks))
        return command.act(room, by, key)

    return Intent(
        act=act,
        actor=person,
        streams=_streams(command, lane),
        lane=lane,
        key=key,
        digest="" if command.secret else digest(command.name, command),
        hot=command.hot,
        secret=command.secret,
    )


def _way(speaks: Speaks) -> guards.Way:
    return speaks if isinstance(speaks, str) else "in words"


def _streams(command: RoomCommand, lane: int) -> Streams:
    locked: dict[Locks, Streams] = {
        "room": (command.stream,),
        "dialogue": (lane, command.stream),
        "reach": every_stream_of(lane),
    }
    return locked[command.locks]


def _room(command: RoomCommand, dialogue: int) -> Room:
    rooms = Room.objects.select_related("dialogue").filter(dialogue=dialogue)
    name = "annexes__stream" if command.is_of_annex else "stream"
    for room in rooms.filter(**{name: command.stream}):
        return room
    raise NotFound


@command("rooms.raise_hand", speaks="by hand")
class RaiseHand(RoomCommand, frozen=True):
    """Stand at the end of the speaker queue."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.raise_hand(room, by)


@command("rooms.lower_hand", speaks=False)
class LowerHand(RoomCommand, frozen=True):
    """Take a hand down: one's own, or (facilitators) the person's."""

    person: Annotated[int, Meta(ge=1, le=2**53)] | None = None

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.lower_hand(room, by, person=self.person)


@command("rooms.call_speaker", speaks=False)
class CallSpeaker(RoomCommand, frozen=True):
    """Give the floor to a person in the queue."""

    person: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.call_speaker(room, by, person=self.person)
