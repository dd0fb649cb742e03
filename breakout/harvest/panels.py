"""Harvests on a room page: a group's sheet beside its conversation, elsewhere the board; and who reports."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout.harvest import policies, reading, showing
from breakout.models import Round
from rooms.entrance import Visit
from rooms.models import Room
from rooms.panels import at_side, on_stage


@on_stage("harvest/_stage.html", above=True)
def stage(visit: Visit) -> dict[str, Any] | None:
    """In a group what is missing shortly before the end, elsewhere which group reports."""
    if not visit.by.may(policies.SEE):
        return None
    is_group = visit.room.kind == Room.Kind.GROUP
    return {"now": None, "next": None} if is_group else showing.reporting_now(visit.once(_latest))


@at_side("harvest", "harvest/_panel.html", title=_("Harvest"), icon="document")
def side(visit: Visit) -> dict[str, Any] | None:
    if not visit.by.may(policies.SEE):
        return None
    if visit.room.kind == Room.Kind.GROUP:
        return {"sheet": showing.sheet(visit)}
    return {"board": showing.board(visit.by, visit.once(_latest))}


def _latest(visit: Visit) -> Round | None:
    return reading.latest(visit.room.dialogue)
