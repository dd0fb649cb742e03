"""Which case a room has, and who sits around it: what makes groups declares it, this app only asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from breakout.challenges.models import Challenge
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Table:
    """A group: its room, the number of its case if it has one, and the people of it."""

    room: int
    case: int | None
    people: frozenset[int]


InRoom = Callable[[Room], Table | None]
OfPerson = Callable[[int, Iterable[int]], Iterable[Table]]


@dataclass(slots=True)
class Groups:
    """`in_room`: the group of a room, if it is one; `of`: those a person (by accounts) was ever part of."""

    in_room: InRoom = lambda room: None
    of: OfPerson = lambda dialogue, accounts: ()


GROUPS = Groups()


def declare(*, in_room: InRoom, of: OfPerson) -> None:
    """Said once, by whoever makes groups."""
    GROUPS.in_room, GROUPS.of = in_room, of


def table(room: Room) -> Table | None:
    return GROUPS.in_room(room)


def case_in(room: Room) -> Challenge | None:
    """The challenge that the group of a room works on."""
    found = GROUPS.in_room(room)
    if found is None or found.case is None:
        return None
    here = Challenge.objects.filter(dialogue=room.dialogue_id, pk=found.case)
    challenge: Challenge | None = here.select_related("dialogue").first()
    return challenge


def people_around(challenge: Challenge, accounts: Iterable[int]) -> set[int]:
    """Everybody in groups of the person in which this is the case."""
    tables = GROUPS.of(challenge.dialogue_id, list(accounts))
    return {person for one in tables if one.case == challenge.pk for person in one.people}
