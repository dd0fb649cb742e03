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


@kind("rooms.people_came")
class PeopleCame(Fact, frozen=True):
    """These people can follow this room from now on, all of it."""

    people: list[int]

    def describe(self, who: str) -> str:
        return f"People {_numbers(self.people)} came into this room"


@kind("rooms.people_left")
class PeopleLeft(Fact, frozen=True):
    """From the next entry on, this room is not delivered to these people."""

    people: list[int]

    def describe(self, who: str) -> str:
        return f"People {_numbers(self.people)} left this room"


@kind("rooms.people_moved")
class PeopleMoved(Fact, frozen=True):
    """These people belong in these rooms from now on; each pair is a room and its people.

    It is for the crew alone; every person is told of their own place by a `moved` frame.
    """

    places: list[tuple[int, list[int]]]

    def describe(self, who: str) -> str:
        places = (f"people {_numbers(people)} to room {room}" for room, people in self.places)
        return f"{who} moved {'; '.join(places)}"


@kind("rooms.groups_made")
class GroupsMade(Fact, frozen=True):
    """Rooms for groups were made: each with its number and title."""

    rooms: list[tuple[int, str]]

    def describe(self, who: str) -> str:
        titles = ", ".join(f"“{title}”" for _, title in self.rooms)
        return f"{who} made the group rooms {titles}"


@kind("rooms.groups_closed")
class GroupsClosed(Fact, frozen=True):
    """Group rooms take no more contributions; whoever was in them can still read them."""

    rooms: list[int]

    def describe(self, who: str) -> str:
        return f"{who} closed the group rooms {_numbers(self.rooms)}"


@kind("rooms.groups_reopened")
class GroupsReopened(Fact, frozen=True):
    """Group rooms that were closed take contributions again."""

    rooms: list[int]

    def describe(self, who: str) -> str:
        return f"{who} opened the group rooms {_numbers(self.rooms)} again"


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


def _numbers(some: list[int]) -> str:
    return ", ".join(str(one) for one in some)
