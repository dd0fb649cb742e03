"""Which challenge a group works on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import F, Q

from breakout import grouping
from breakout.challenges.groups import Table
from breakout.making.entries import CaseGiven
from breakout.making.models import Case
from breakout.models import Group, Round
from polylogue.dialogues.models import Participation
from polylogue.log import journal
from polylogue.log.models import Audience
from rooms.models import Room


def give(round: Round, by: Participation, cases: Mapping[int, int | None]) -> None:
    """Gives groups their challenge, or none; says so where it is another one."""
    now = of_groups(round)
    for group, challenge in cases.items():
        if challenge == now.get(group):
            continue
        Case.objects.filter(group=group).delete()
        if challenge:
            Case.objects.create(group_id=group, challenge_id=challenge)
        told = CaseGiven(round=round.pk, group=group, challenge=challenge)
        journal.append(round.dialogue.stream_id, told, by=by.person_id, audience=Audience.CREW)


def of_groups(round: Round) -> dict[int, int]:
    """The challenge of each group that has one."""
    return dict(Case.objects.filter(group__round=round).values_list("group", "challenge"))


def in_room(room: Room) -> Table | None:
    """The table of a room, if it is a group's."""
    group = Group.objects.select_related("case").filter(room=room).first()
    return _table(group) if group else None


def of_person(dialogue: int, accounts: Iterable[int]) -> list[Table]:
    """The tables at which these accounts sat since their rounds were opened."""
    sat = Q(seats__ended_by=None) | Q(seats__ended_by__at__gt=F("round__opened_at"))
    groups = Group.objects.filter(
        sat, round__dialogue=dialogue, room__isnull=False, seats__person__in=list(accounts)
    )
    return [_table(group) for group in groups.select_related("case").distinct()]


def _table(group: Group) -> Table:
    case = getattr(group, "case", None)
    people = frozenset(grouping.in_group(group))
    return Table(group.room_id or 0, case.challenge_id if case else None, people)
