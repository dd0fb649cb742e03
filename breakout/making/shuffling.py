"""Groups at random: as even as can be, nobody can foresee them, and pinned people stay."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.utils.translation import gettext as _

from breakout import ledger, policies, rounds
from breakout.ledger import Change
from breakout.making.pool import Pool, pool
from breakout.models import Group, Move, Round
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid

CHANCE = secrets.SystemRandom()


def shuffle(
    round: Round, by: Participation, *, only_unseated: bool, seen: int | None
) -> Move | None:
    """Seats everybody who takes part, or only those who have no seat.

    Raises MovedMeanwhile if somebody moved one of them after version `seen`.
    """
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    there = pool(round, only_unseated=only_unseated)
    if not there.groups:
        raise Invalid(_("There is no group yet."))
    ledger.require_unmoved(round, there.free, seen=seen)
    return ledger.seat(round, Change(dealt(there)), by=by.person_id, how=Move.How.RANDOM)


def dealt(there: Pool) -> dict[int, Group]:
    """Each free person to one of the groups that are smallest at that moment."""
    people, groups = list(there.free), list(there.groups)
    CHANCE.shuffle(people)
    CHANCE.shuffle(groups)
    sizes = there.sizes()
    return {person: _smallest(groups, sizes) for person in people}


def _smallest(groups: Sequence[Group], sizes: dict[int, int]) -> Group:
    group = min(groups, key=lambda group: sizes[group.pk])
    sizes[group.pk] += 1
    return group
