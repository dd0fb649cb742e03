"""How many groups a draft has, by number or by how many people are to be in each."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from breakout import grouping, policies, rounds
from breakout.grouping import MOST_GROUPS
from breakout.making.pool import pool
from breakout.models import Group, Round, Seat
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid


def resize(round: Round, by: Participation, *, count: int) -> None:
    """Adds empty groups to a draft or takes some away, the last first, until there are so many."""
    by.require(policies.LEAD)
    rounds.require_draft(round)
    if not 1 <= count <= MOST_GROUPS:
        raise Invalid(_("Choose how many groups, up to %d.") % MOST_GROUPS)
    groups = list(round.groups.all())
    if count > len(groups):
        grouping.add_numbered(round, by, count=count - len(groups))
    for group in _spare(round, groups, len(groups) - count):
        grouping.remove(round, by, group=group.pk)


def clear(round: Round, by: Participation, *, groups: Collection[int]) -> None:
    """Takes these away from a draft, as far as they are still there and nobody sits or is expected there."""
    if groups:
        rounds.require_draft(round)
        taken = _taken(round)
        for group in round.groups.filter(pk__in=groups).exclude(pk__in=taken):
            grouping.remove(round, by, group=group.pk)


def groups_of(round: Round, size: int) -> int:
    """How many groups everybody who takes part makes, as near to this size as can be."""
    people = len(pool(round).people)
    if size < 1:
        raise Invalid(_("Choose how many people are to be in a group."))
    fewer = people // size
    return min(
        (max(1, number) for number in (fewer, fewer + 1)), key=lambda n: (abs(people / n - size), n)
    )


def _spare(round: Round, groups: list[Group], count: int) -> list[Group]:
    taken = _taken(round)
    empty = [group for group in reversed(groups) if group.pk not in taken]
    if count > len(empty):
        number = len(groups) - len(empty)
        text = ngettext(
            "There are people in %d group: move them first.",
            "There are people in %d groups: move them first.",
            number,
        )
        raise Invalid(text % number)
    return empty[: max(0, count)]


def _taken(round: Round) -> set[int]:
    """The groups in which somebody sits or is expected."""
    seats = Seat.objects.filter(round=round, ended_by=None)
    expected = round.expected.values_list("group", flat=True)
    return {*seats.values_list("group", flat=True), *expected}
