"""What a room page shows of letters: that there are some to read or to answer."""

from __future__ import annotations

from typing import Any

from rooms.entrance import Visit
from rooms.panels import on_stage


@on_stage("followup/letters/_banner.html", above=True)
def waiting(visit: Visit) -> dict[str, Any]:
    """The template counts them, once with the menu."""
    return {}
