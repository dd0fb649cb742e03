"""A group that ends needs no help any more."""

from __future__ import annotations

from collections.abc import Iterable

from django.dispatch import receiver

from breakout import signals
from breakout.help import actions
from breakout.help.models import HelpCall
from breakout.models import Group, Round


@receiver(signals.round_closing)
def end_with_round(round: Round, by: int, **_: object) -> None:
    _lapse(round.groups.all(), by)


@receiver(signals.group_closed)
def end_with_group(group: Group, by: int, **_: object) -> None:
    _lapse([group], by)


def _lapse(groups: Iterable[Group], by: int) -> None:
    waiting = HelpCall.objects.waiting().filter(group__in=groups)
    for call in waiting.select_related("group__room__dialogue"):
        if call.group.room:
            actions.end(call, call.group.room, HelpCall.Outcome.LAPSED, by=by)
