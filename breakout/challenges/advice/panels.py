"""The case of a group beside its conversation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout.challenges.advice import showing
from rooms.entrance import Visit
from rooms.panels import at_side


@at_side("case", "challenges/advice/_panel.html", title=_("Case"), icon="flag")
def side(visit: Visit) -> dict[str, Any] | None:
    """For a room whose group has one."""
    case = showing.case(visit.room, visit.by)
    return None if case is None else {"case": case}
