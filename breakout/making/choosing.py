"""People choose their group themselves, as long as it has places."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from breakout import grouping, ledger, policies, rounds, signals
from breakout.ledger import Change
from breakout.making.entries import PlacesChanged
from breakout.models import Group, Move, Round
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit.refusals import Refusal
from polylogue.log import journal


class NothingToChoose(Refusal):
    code = "nothing-to-choose"
    status = 409
    sentence = _("Nobody chooses their group here any more.")


class GroupIsFull(Refusal):
    code = "group-full"
    status = 409
    sentence = _("This group is full. Please choose another one.")


class SeatedByHosts(Refusal):
    code = "seated-by-hosts"
    status = 409
    sentence = _("The hosts gave you this seat. Ask them if you want to change.")


def at_hand(dialogue: Dialogue) -> Round | None:
    """The round in which people choose: the open one, else the next that is prepared."""
    going_on = Round.objects.filter(dialogue=dialogue, closed_at=None)
    could = going_on.filter(Q(people_choose=True) | Q(opened_at__isnull=False))
    round = could.order_by(F("opened_at").asc(nulls_last=True), "pk").first()
    return round if round and round.people_choose else None


def choose(round: Round, by: Participation, *, group: int | None) -> Move | None:
    """Takes a place in a group, or gives up the one that one has (None).

    Whoever comes first gets it: the stream of the dialogue is locked.
    """
    by.require(policies.CHOOSE)
    rounds.require_not_over(round)
    if not round.people_choose:
        raise NothingToChoose
    seat = ledger.seats(round).get(by.person_id)
    if seat and seat.pinned:
        raise SeatedByHosts
    wanted = grouping.find_open(round, group) if group else None
    if wanted and (seat is None or seat.group_id != wanted.pk):
        require_place(round, wanted)
    change = Change({by.person_id: wanted})
    return ledger.seat(round, change, by=by.person_id, how=Move.How.CHOSEN)


def require_place(round: Round, group: Group) -> None:
    taken = len(grouping.in_group(group)) + group.expected.count()
    if taken >= round.most_people:
        raise GroupIsFull


@receiver(signals.people_seated)
def tell(round: Round, move: Move, **_: Any) -> None:
    """What people can choose from is another thing now."""
    if round.people_choose:
        journal.append(round.dialogue.stream_id, PlacesChanged(round=round.pk), by=move.by_id)
