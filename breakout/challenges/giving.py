"""Groups are given a case to work on. Every function runs inside the writer, with every stream locked."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from breakout import grouping, rounds, signals
from breakout.challenges import entries, policies
from breakout.challenges.models import Challenge, GroupCase
from breakout.models import Round
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal
from polylogue.log.models import Audience
from rooms.models import Room


def give(round: Round, by: Participation, *, group: int, challenge: int | None) -> None:
    """Gives a group an offered challenge as its case, or (None) takes the one it has away.

    A challenge is the case of one group of a round: its giver can sit in one only.
    """
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    found = grouping.find_open(round, group)
    given = GroupCase.objects.filter(group=found).first()
    if challenge == (given.challenge_id if given else None):
        return
    case = _offered(round, challenge) if challenge is not None else None
    before = given.told_seq if given else None
    if given:
        given.delete()
    row = GroupCase(group=found, challenge=case, by=by.person, at=journal.now()) if case else None
    fact = entries.CaseGiven(round=round.pk, group=found.pk, challenge=challenge)
    journal.append(round.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)
    if found.room:
        seq = _tell(found.room, challenge, before, by=by.person_id)
        if row:
            row.told_seq = seq
    if row:
        row.save(force_insert=True)


@receiver(signals.round_opened)
def tell_groups(round: Round, by: int, **_: Any) -> None:
    """Each group that has a case is told so in its room."""
    for given in GroupCase.objects.filter(group__round=round).select_related("group__room"):
        if room := given.group.room:
            given.told_seq = _tell(room, given.challenge_id, None, by=by)
            given.save(update_fields=["told_seq"])


def _tell(room: Room, challenge: int | None, before: int | None, *, by: int) -> int:
    fact = entries.CaseTold(challenge=challenge, before=before)
    return journal.append(room.stream_id, fact, by=by).seq


def _offered(round: Round, challenge: int) -> Challenge:
    here = Challenge.objects.offered().filter(dialogue=round.dialogue_id, pk=challenge)
    case: Challenge | None = here.first()
    if case is None:
        raise NotFound(_("This challenge is not offered any more."))
    taken = GroupCase.objects.filter(group__round=round, challenge=case).select_related("group")
    for other in taken.filter(group__closed_by=None):
        raise Invalid(_("This is the case of “%s” already.") % other.group.title)
    return case
