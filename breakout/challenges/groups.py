"""Which case a group has, and who sits around it: for pages, scripts, and whoever else asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from breakout.challenges.models import Challenge, GroupCase
from breakout.models import Group, Round, Seat
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Table:
    """A group whose round was opened: its case if it has one, and the people of it."""

    group: Group
    case: Challenge | None
    people: frozenset[int]


def cases_of(round: Round) -> dict[int, Challenge]:
    """The case of each group of a round that has one, by the number of the group."""
    given = GroupCase.objects.filter(group__round=round)
    return {one.group_id: one.challenge for one in given.select_related("challenge__dialogue")}


def case_of(group: Group) -> Challenge | None:
    given = GroupCase.objects.filter(group=group).select_related("challenge__dialogue").first()
    return given.challenge if given else None


def case_in(room: Room) -> Challenge | None:
    """The challenge that the group of a room works on."""
    found = table(room)
    return found.case if found else None


def table(room: Room) -> Table | None:
    """The group of a room; None for any other room."""
    group = Group.objects.filter(room=room.pk).select_related("round").first()
    return Table(group, case_of(group), people_of(group)) if group else None


def people_of(group: Group) -> frozenset[int]:
    seats = Seat.objects.filter(group=group, ended_by=None)
    return frozenset(seats.values_list("person", flat=True))


def people_around(challenge: Challenge, accounts: Iterable[int]) -> set[int]:
    """Everybody in groups of the person in which this is the case; a draft is nobody's group yet."""
    given = GroupCase.objects.filter(
        challenge=challenge, group__round__opened_at__isnull=False
    ).values("group")
    own = Seat.objects.filter(group__in=given, ended_by=None, person__in=list(accounts))
    around = Seat.objects.filter(group__in=own.values("group"), ended_by=None)
    return set(around.values_list("person", flat=True))
