from __future__ import annotations

from django import template

from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Refusal

register = template.Library()


@register.filter
def may(part: Participation, action: str) -> bool:
    """Whether to offer an action now: a role allows it and an archive does not forbid it."""
    try:
        part.require(action)
    except Refusal:
        return False
    return True
