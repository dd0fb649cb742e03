"""What templates of group work look up."""

from __future__ import annotations

from typing import Any

from django import template

from breakout import listed
from breakout.listed import Work
from polylogue.dialogues.models import Participation

register = template.Library()


@register.filter
def of_group(parts: dict[int, list[dict[str, Any]]], group: int) -> list[dict[str, Any]]:
    """What other parts show of this group."""
    return parts.get(group, [])


@register.simple_tag
def group_work(by: Participation) -> Work:
    """What the front page of a dialogue says of group work."""
    return listed.work(by)
