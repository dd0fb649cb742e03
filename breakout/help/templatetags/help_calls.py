"""What pages of a dialogue show of calls for help."""

from __future__ import annotations

from django import template

from breakout.help import policies, queue
from polylogue.dialogues.models import Participation

register = template.Library()


@register.simple_tag
def open_calls(by: Participation) -> int:
    """How many groups call that nobody goes to yet, for those who may answer."""
    return queue.count(by.dialogue) if by.may(policies.SEE) else 0
