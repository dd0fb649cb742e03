"""How long people were in which room: kept with the leases of their sockets, beside the log.

A stay goes on as long as some socket is seen in the room again before a lease would have run out;
so a lost line, a reload or a killed server does not end it, and nothing has to be healed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from rooms.models import LEASE, Lease, Stay

Spot = tuple[int, int, int]  # dialogue, room, person
Span = tuple[datetime, datetime]
AT_ONCE = 400


def note(leases: Sequence[Lease], ended: Sequence[str], *, now: datetime) -> None:
    """Before these leases are written: where their people are now, and where they just were."""
    sockets = [*ended, *(lease.socket for lease in leases)]
    here = {spot for lease in leases if (spot := _spot(lease))}
    for start in range(0, len(sockets), AT_ONCE):
        held = Lease.objects.filter(pk__in=sockets[start : start + AT_ONCE], until__gte=now)
        _keep({spot for lease in held if (spot := _spot(lease))} - here, now, begin=False)
    _keep(here, now, begin=True)


def total(spans: Iterable[Span]) -> timedelta:
    """How long they last together; what overlaps counts once."""
    time, reached = timedelta(), None
    for since, until in sorted(spans):
        begins = max(since, reached) if reached else since
        if until > begins:
            time += until - begins
            reached = until
    return time


def clipped(spans: Iterable[Span], within: Span) -> list[Span]:
    """The parts of them that lie in a time."""
    first, last = within
    cut = ((max(since, first), min(until, last)) for since, until in spans)
    return [(since, until) for since, until in cut if since < until]


def _keep(spots: set[Spot], now: datetime, *, begin: bool) -> None:
    """Lengthens the stays that are going on there; the others begin now."""
    ordered = sorted(spots)
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        going_on = _going_on(some, now)
        Stay.objects.filter(pk__in=going_on.values()).update(until=now)
        if begin:
            Stay.objects.bulk_create(
                Stay(dialogue_id=dialogue, room_id=room, person_id=person, since=now, until=now)
                for dialogue, room, person in some
                if (room, person) not in going_on
            )


def _going_on(spots: Sequence[Spot], now: datetime) -> dict[tuple[int, int], int]:
    rooms, people = {room for _, room, _ in spots}, {person for _, _, person in spots}
    found = Stay.objects.filter(room__in=rooms, person__in=people, until__gte=now - LEASE)
    return {(room, person): pk for pk, room, person in found.values_list("pk", "room", "person")}


def _spot(lease: Lease) -> Spot | None:
    return (lease.dialogue_id, lease.room_id, lease.person_id) if lease.room_id else None
