from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format
from django.utils.translation import gettext as _

from breakout.models import Round
from polylogue.dialogues.models import Participation

register = template.Library()


@register.filter
def in_minutes(time: timedelta) -> str:
    """Whole minutes, as far as there is one."""
    minutes = int(time.total_seconds() // 60)
    return _("%d min") % minutes if minutes or not time else _("under 1 min")


@register.filter
def until(moment: datetime, since: datetime) -> str:
    """Where a time ends: the hour, and the day too if it is another than that on which it began."""
    end, start = timezone.localtime(moment), timezone.localtime(since)
    return format(end, "H:i" if end.date() == start.date() else "j M, H:i")


@register.filter
def of(cards: dict[int, Any], person: int) -> Any:
    return cards[person]


@register.simple_tag
def had_group_work(by: Participation) -> bool:
    """Whether a round was ever opened: before that there is nothing to report."""
    return Round.objects.filter(dialogue=by.dialogue_id, opened_at__isnull=False).exists()
