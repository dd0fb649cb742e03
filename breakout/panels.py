"""Group work beside every room: the cockpit, for the crew."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout import cockpit, policies
from rooms.entrance import Visit
from rooms.panels import at_side


@at_side("groups", "breakout/_panel.html", title=_("Groups"), icon="room")
def groups(visit: Visit) -> dict[str, Any] | None:
    return cockpit.state(visit.by) if visit.by.may(policies.WATCH) else None
