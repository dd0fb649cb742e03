"""Who can be given a seat in a round, and who keeps the one they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from breakout import ledger
from breakout.models import Group, Round, Seat
from polylogue.dialogues.policy import Role


@dataclass(frozen=True, slots=True)
class Pool:
    """`free` are to be seated; `staying` keep their seat: pinned, of the crew, or all that have one."""

    groups: list[Group]
    free: list[int]
    staying: dict[int, Group]
    seats: dict[int, Seat] = field(default_factory=dict)

    @property
    def people(self) -> list[int]:
        return sorted({*self.free, *self.staying})

    def sizes(self) -> dict[int, int]:
        """How many stay in each group."""
        sizes = dict.fromkeys([group.pk for group in self.groups], 0)
        for group in self.staying.values():
            if group.pk in sizes:
                sizes[group.pk] += 1
        return sizes


def pool(round: Round, *, only_unseated: bool = False) -> Pool:
    """Participants, the crew left out unless somebody seated them; groups that are open."""
    seats = ledger.seats(round)
    groups = list(round.groups.filter(closed_by=None).select_related("room"))
    by_pk = {group.pk: group for group in groups}
    crew, taking_part = _parts(round)
    staying = {
        person: by_pk[seat.group_id]
        for person, seat in seats.items()
        if seat.group_id in by_pk and (only_unseated or seat.pinned or person in crew)
    }
    movable = taking_part if only_unseated else taking_part | set(seats)
    return Pool(groups, sorted(movable - set(staying)), staying, seats)


def by_group(seated: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """People by group, from pairs of a person and a group."""
    groups: dict[int, list[int]] = defaultdict(list)
    for person, group in seated:
        groups[group].append(person)
    return groups


def _parts(round: Round) -> tuple[set[int], set[int]]:
    """The crew, and who takes part without being of it."""
    parts = list(round.dialogue.participations.active())
    crew = {part.person_id for part in parts if part.is_crew}
    taking_part = {part.person_id for part in parts if Role.PARTICIPANT in part.roles}
    return crew, taking_part - crew
