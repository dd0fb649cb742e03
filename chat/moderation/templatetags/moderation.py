"""What pages of a dialogue show of moderation."""

from __future__ import annotations

from django import template

from chat.moderation import policies, queue, removing
from chat.moderation.models import Removal
from polylogue.dialogues.models import Participation

register = template.Library()


@register.simple_tag
def open_reports(by: Participation) -> int:
    """How many reported messages wait, for those who may see them."""
    return queue.count(by.dialogue) if by.may(policies.SEE) else 0


@register.simple_tag
def ban_of(part: Participation) -> Removal | None:
    """The ban that keeps a removed person out, if there is one."""
    return removing.bans(part.dialogue, part.person).first()


@register.simple_tag
def why_removed(part: Participation) -> str:
    """The reason that was given when somebody was removed."""
    here = Removal.objects.filter(dialogue=part.dialogue_id, person=part.person_id)
    last = here.order_by("-pk").first()
    return last.because if last else ""
