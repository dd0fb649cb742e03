"""The clock of group work on every room page: what is ahead, how long it lasts, where one belongs."""

from __future__ import annotations

from typing import Any

from breakout.models import Round, Seat
from breakout.timing import iso
from rooms.entrance import Visit
from rooms.panels import on_stage


@on_stage("breakout/_clock.html", above=True)
def clock(visit: Visit) -> dict[str, Any]:
    round = at_hand(visit.room.dialogue_id)
    group = None
    if round and round.is_open:
        seats = Seat.objects.filter(round=round, person=visit.by.person_id, ended_by=None)
        seat = seats.select_related("group__room__dialogue").first()
        group = seat.group if seat and seat.group.room_id != visit.room.pk else None
    return {
        "round": round,
        "state": round.state if round else "",
        "opens_at": iso(round.opens_at) if round else "",
        "ends_at": iso(round.ends_at) if round else "",
        "returns_at": iso(round.returns_at) if round else "",
        "group": group,
    }


def at_hand(dialogue: int) -> Round | None:
    """The round that is open, or else the next that is being prepared."""
    going_on = Round.objects.filter(dialogue=dialogue, closed_at=None)
    is_open, is_announced = going_on.exclude(opened_at=None), going_on.exclude(opens_at=None)
    return is_open.first() or is_announced.first() or going_on.first()
