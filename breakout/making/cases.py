"""Which challenge each group of a round works on, changed for many groups at once."""

from __future__ import annotations

from collections.abc import Mapping

from breakout.challenges import giving, groups
from breakout.models import Round
from polylogue.dialogues.models import Participation


def give(round: Round, by: Participation, cases: Mapping[int, int | None]) -> None:
    """Gives groups their challenge, or none; two groups may exchange theirs."""
    now = of_groups(round)
    changed = {group: case for group, case in cases.items() if case != now.get(group)}
    for group in changed:
        giving.give(round, by, group=group, challenge=None)
    for group, challenge in changed.items():
        giving.give(round, by, group=group, challenge=challenge)


def of_groups(round: Round) -> dict[int, int]:
    """The challenge of each group that has one."""
    return {group: challenge.pk for group, challenge in groups.cases_of(round).items()}
