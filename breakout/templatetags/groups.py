"""What templates of group work look up."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def of_group(parts: dict[int, list[dict[str, Any]]], group: int) -> list[dict[str, Any]]:
    """What other parts show of this group."""
    return parts.get(group, [])
