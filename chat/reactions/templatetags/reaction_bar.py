"""The buttons of a message's reaction bar."""

from __future__ import annotations

from typing import Any

from django import template

from chat.reactions.emoji import EMOJI

register = template.Library()


@register.filter
def chips(look: dict[str, int] | None, line: Any) -> list[dict[str, Any]]:
    """Each reaction that was given, with its count and whether the reader gave it; all for a blank."""
    own = getattr(line, "own", {}).get("reactions", set())
    return [
        {"emoji": one, "count": (look or {}).get(one.name, 0), "is_own": one.name in own}
        for one in EMOJI.values()
        if look is None or one.name in look
    ]
