"""What happens to rooms and in every room, whatever the wings add."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind
from rooms.models import Room


@kind("rooms.room_opened")
class RoomOpened(Fact, frozen=True):
    """A room was added to the dialogue, or opened again."""

    room: int
    title: str

    def describe(self, who: str) -> str:
        return f"{who} opened the room “{self.title}”"


@kind("rooms.room_changed")
class RoomChanged(Fact, frozen=True):
    """A room has another title or purpose."""

    room: int
    title: str
    purpose: str

    def describe(self, who: str) -> str:
        return f"{who} changed the room “{self.title}”"


@kind("rooms.rule_changed")
class RuleChanged(Fact, frozen=True):
    """From this entry of the room on, this is what may leave it; what was said before keeps its rule."""

    rule: str

    def describe(self, who: str) -> str:
        return f"{who} set what may leave this room: {Room.Rule(self.rule).label}"


@kind("rooms.rooms_ordered")
class RoomsOrdered(Fact, frozen=True):
    """The rooms of the dialogue are listed in this order from here on."""

    rooms: list[int]

    def describe(self, who: str) -> str:
        return f"{who} changed the order of the rooms"


@kind("rooms.room_closed")
class RoomClosed(Fact, frozen=True):
    """A room takes no more contributions; it can still be read."""

    room: int
    title: str

    def describe(self, who: str) -> str:
        return f"{who} closed the room “{self.title}”"


@kind("rooms.person_detached")
class PersonDetached(Fact, frozen=True):
    """From the next entry on, this stream is not delivered to this person."""

    person: int

    def describe(self, who: str) -> str:
        return f"Person {self.person} is no longer in this room"


@kind("rooms.hand_raised")
class HandRaised(Fact, frozen=True):
    """The actor wants to speak and stands at the end of the queue."""

    def describe(self, who: str) -> str:
        return f"{who} raised their hand"


@kind("rooms.hand_lowered")
class HandLowered(Fact, frozen=True):
    """A hand went down: taken back by its person, or lowered by a facilitator."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} lowered the hand of person {self.person}"


@kind("rooms.speaker_called")
class SpeakerCalled(Fact, frozen=True):
    """A facilitator gave the floor to this person, who leaves the queue."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} gave the floor to person {self.person}"
