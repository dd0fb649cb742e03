"""Group work on every room page: the clock (what is ahead, how long, where one belongs), the crew's cockpit."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from breakout import clock as clocks
from breakout import cockpit, policies
from breakout.models import Round, Seat
from breakout.timing import iso
from rooms.entrance import Visit
from rooms.panels import at_side, on_stage


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
        "phase": clocks.phase(round),
        "face": clocks.face(round),
        "opens_at": iso(round.opens_at) if round else "",
        "ends_at": iso(round.ends_at) if round else "",
        "returns_at": iso(round.returns_at) if round else "",
        "group": group,
    }


def at_hand(dialogue: int) -> Round | None:
    """The round that is open, or else the one that opens next, or one that is being prepared."""
    going_on = Round.objects.filter(dialogue=dialogue, closed_at=None)
    open_first, announced_first = (
        F(name).asc(nulls_last=True) for name in ("opened_at", "opens_at")
    )
    return going_on.order_by(open_first, announced_first, "pk").first()


@at_side("groups", "breakout/_panel.html", title=_("Groups"), icon="room")
def groups(visit: Visit) -> dict[str, Any] | None:
    return cockpit.state(visit.by) if visit.by.may(policies.WATCH) else None
