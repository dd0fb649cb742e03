"""What pages show of a round: who sits where and who of them is here, group by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from breakout import ledger, undoing, whereabouts
from breakout.models import Group, Move, Round, Seat
from breakout.whereabouts import Here
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from rooms.models import Room

# Of whom a move moved, so many are named.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Sitting:
    """A person as a board shows them. `is_here`: connected, and in the room where they belong."""

    person: int
    card: dict[str, Any]
    is_here: bool
    is_elsewhere: bool = False
    seat: Seat | None = None

    @property
    def is_pinned(self) -> bool:
        return bool(self.seat and self.seat.pinned)


@dataclass(frozen=True, slots=True)
class Table:
    """A group with its people; `can_enter`: whoever looks can follow its room."""

    group: Group
    people: list[Sitting] = field(default_factory=list)
    can_enter: bool = False

    @property
    def here(self) -> int:
        return sum(one.is_here for one in self.people)

    @property
    def away(self) -> list[Sitting]:
        return [one for one in self.people if not one.is_here]


@dataclass(frozen=True, slots=True)
class Board:
    round: Round
    tables: list[Table]
    closed: list[Group]
    plenary: list[Sitting]
    crew: list[Sitting]

    @property
    def seated(self) -> int:
        return sum(len(table.people) for table in self.tables)


@dataclass(frozen=True, slots=True)
class Last:
    """The move that can be taken back: who made it, how, how many people it moved, and who to where."""

    move: Move
    who: str
    people: int
    names: list[str] = field(default_factory=list)
    more: int = 0
    to: str = ""
    is_to_plenary: bool = False


def board(round: Round, by: Participation) -> Board:
    """The round as its facilitators see it now."""
    seated = ledger.seats(round)
    parts = list(round.dialogue.participations.active())
    unseated = [part for part in parts if part.person_id not in seated]
    known = cards(round.dialogue_id, {*seated, *(part.person_id for part in unseated)})
    here = whereabouts.now(round.dialogue)
    plenary = _shown([p.person_id for p in unseated if not p.is_crew], known, here)
    crew = _shown([p.person_id for p in unseated if p.is_crew], known, here)
    groups = list(round.groups.select_related("room", "merged_into"))
    tables = _tables([g for g in groups if not g.closed_by_id], seated, known, here, by)
    return Board(round, tables, [g for g in groups if g.closed_by_id], plenary, crew)


def rosters(round: Round, by: Participation) -> list[Table]:
    """Who was, or is, in which group; for everyone, once a round was opened."""
    seated = ledger.seats(round)
    known, here = cards(round.dialogue_id, seated), whereabouts.now(round.dialogue)
    groups = list(round.groups.filter(closed_by=None).select_related("room__dialogue"))
    return _tables(groups, seated, known, here, by)


def ended(round: Round, by: Participation) -> list[Table]:
    """The groups that were closed or merged before the round was over, if whoever looks can go on reading them."""
    closed = round.groups.exclude(closed_by=None).select_related("room__dialogue", "merged_into")
    can = _visible(closed, by)
    groups = [group for group in closed if group.room_id in can]
    sat = ledger.rosters(groups)
    known = cards(round.dialogue_id, {person for people in sat.values() for person in people})
    return [Table(group, _shown(sat[group.pk], known, {}), can_enter=True) for group in groups]


def last(round: Round) -> Last | None:
    move = undoing.last(round)
    if move is None:
        return None
    seats = list(Seat.objects.filter(move=move).select_related("group").order_by("pk"))
    moved = [s.person_id for s in seats or move.ended_seats.order_by("pk")]
    known = cards(round.dialogue_id, [move.by_id, *moved[:NAMED]])
    names = [known[person]["name"] for person in moved[:NAMED]]
    to = {seat.group.title for seat in seats}
    return Last(
        move,
        known[move.by_id]["name"],
        undoing.would_change(move),
        names,
        more=len(moved) - len(names),
        to=to.pop() if len(to) == 1 else "",
        is_to_plenary=bool(moved) and not seats,
    )


def _tables(
    groups: list[Group],
    seated: dict[int, Seat],
    known: dict[int, dict[str, Any]],
    here: Here,
    by: Participation,
) -> list[Table]:
    people: dict[int, list[int]] = defaultdict(list)
    for person, seat in seated.items():
        people[seat.group_id].append(person)
    can = _visible(groups, by)
    return [
        Table(
            group,
            _shown(people[group.pk], known, here, room=group.room_id, seats=seated),
            group.room_id in can,
        )
        for group in groups
    ]


def _visible(groups: Iterable[Group], by: Participation) -> set[int]:
    """The rooms of these groups that the person can follow."""
    rooms = [group.room_id for group in groups if group.room_id]
    seen = Room.objects.visible_to(by.person).filter(pk__in=rooms)
    return set(seen.values_list("pk", flat=True))


def _shown(
    people: Iterable[int],
    known: dict[int, dict[str, Any]],
    here: Here,
    *,
    room: int | None = None,
    seats: dict[int, Seat] | None = None,
) -> list[Sitting]:
    """By name. Whoever belongs into a room is here only in that one."""
    found = [
        Sitting(
            person,
            known[person],
            person in here and (room is None or here[person] == room),
            person in here and room is not None and here[person] != room,
            (seats or {}).get(person),
        )
        for person in people
    ]
    return sorted(found, key=lambda one: (one.card["name"].casefold(), one.person))
