"""Tells the board of harvests whose case a group had."""

from __future__ import annotations

from breakout.challenges import reading
from breakout.challenges.models import GroupCase
from breakout.harvest.cases import knows_cases
from breakout.models import Group


@knows_cases
def titles(groups: list[Group]) -> dict[int, str]:
    """As far as everyone may see the challenge: the board is for all of the dialogue."""
    given = GroupCase.objects.filter(group__in=groups).select_related("challenge__dialogue")
    cases = {one.group_id: one.challenge for one in given if one.challenge.is_for_everyone}
    cards = {card.challenge.pk: card for card in reading.shown(cases.values())}
    return {
        group: f"{cards[case.pk].title} ({cards[case.pk].who})" for group, case in cases.items()
    }
