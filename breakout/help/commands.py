"""The socket door of calls for help.

None of them speaks: what a call is about is for the crew alone, and help is there for everyone,
also for who may not write now.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from breakout.help import actions
from breakout.help.models import WORDS_LENGTH
from polylogue.dialogues.models import Participation
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id


@command("help.call", speaks=False, locks="dialogue")
class Call(RoomCommand, frozen=True):
    """Ask the hosts to come to one's group; `words` are read by the crew alone. Answers with the call."""

    words: Annotated[str, Meta(max_length=WORDS_LENGTH)] = ""

    def act(self, room: Room, by: Participation, key: str) -> int:
        return actions.call(room, by, words=self.words)


class OfCall(RoomCommand, frozen=True):
    """`call` is the one that is meant; without it the one that stands."""

    call: Id | None = None


@command("help.take_back", speaks=False, locks="dialogue")
class TakeBack(OfCall, frozen=True):
    """Say that one's group needs nobody any more."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.take_back(room, by, call=self.call)


@command("help.claim", speaks=False, locks="dialogue")
class Claim(OfCall, frozen=True):
    """Take the call of a group; refused with the name of whoever was faster."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.claim(room, by, call=self.call)


@command("help.let_go", speaks=False, locks="dialogue")
class LetGo(OfCall, frozen=True):
    """Make a call that somebody took open again."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.let_go(room, by, call=self.call)


@command("help.arrive", speaks=False, locks="dialogue")
class Arrive(OfCall, frozen=True):
    """Take the call of a group, if one has not yet, and come to it now."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.arrive(room, by, call=self.call)


@command("help.resolve", speaks=False, locks="dialogue")
class Resolve(OfCall, frozen=True):
    """Say that the call of a group is dealt with."""

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.resolve(room, by, call=self.call)
