"""The case of a group on its page: its question above the conversation, all of it beside."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout.challenges.advice import showing
from rooms.entrance import Visit
from rooms.models import Room
from rooms.panels import at_side, on_stage


@on_stage("challenges/advice/_strip.html", above=True)
def strip(visit: Visit) -> dict[str, Any] | None:
    """For groups alone; the page of no room in particular has an empty one."""
    if visit.room.kind != Room.Kind.GROUP:
        return None
    return {"case": showing.case(visit.room, visit.by)}


@at_side("case", "challenges/advice/_panel.html", title=_("Case"), icon="quote")
def side(visit: Visit) -> dict[str, Any] | None:
    case = showing.case(visit.room, visit.by)
    return None if case is None else {"case": case}
