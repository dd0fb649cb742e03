"""The same people together as in an earlier round of the dialogue."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from breakout import grouping, ledger, policies, rounds
from breakout.ledger import Change
from breakout.making.pool import pool
from breakout.models import Group, Move, Round
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Copied:
    """How many were seated, who of the earlier round is not there, and who was not in it."""

    seated: int
    left: int
    new: int


def sources(round: Round) -> list[Round]:
    """The other rounds of the dialogue that have people, the newest first."""
    others = Round.objects.filter(dialogue=round.dialogue_id, seats__ended_by=None)
    return list(others.exclude(pk=round.pk).distinct().order_by("-pk"))


def copy(round: Round, by: Participation, *, source: int, seen: int | None) -> Copied:
    """Seats people as they sat at the end of the other round; makes groups that are missing.

    Who is pinned stays, and who is not in the dialogue any more is left out.
    """
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    earlier = rounds.find(by.dialogue, source)
    if earlier == round:
        raise Invalid(_("Choose another round."))
    before = {p: s.group for p, s in ledger.seats(earlier).items()}
    there = pool(round)
    active = set(round.dialogue.participations.active().values_list("person_id", flat=True))
    coming = {p: group for p, group in before.items() if p in active and p not in there.staying}
    ledger.require_unmoved(round, coming, seen=seen)
    groups = _groups_like(round, by, sorted(set(coming.values()), key=lambda g: g.position))
    to: dict[int, Group | None] = {p: groups[group.pk] for p, group in coming.items()}
    ledger.seat(round, Change(to), by=by.person_id, how=Move.How.COPY)
    new = set(there.free) - set(before)
    return Copied(seated=len(to), left=len(set(before) - active), new=len(new))


def _groups_like(round: Round, by: Participation, wanted: list[Group]) -> dict[int, Group]:
    """For each of these groups one of the same title here; made if there is none."""
    free: dict[str, list[Group]] = {}
    for group in round.groups.filter(closed_by=None).select_related("room"):
        free.setdefault(group.title.casefold(), []).append(group)
    found: dict[int, Group] = {}
    for group in wanted:
        same = free.get(group.title.casefold())
        if same:
            found[group.pk] = same.pop(0)
    missing = [group for group in wanted if group.pk not in found]
    if missing:
        made = grouping.add_groups(round, by, titles=[group.title for group in missing])
        found |= {group.pk: new for group, new in zip(missing, made, strict=True)}
    return found
