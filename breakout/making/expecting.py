"""People on a list who are not in the dialogue yet: they find their seat when they join."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from breakout import coming_and_going, ledger, signals
from breakout.ledger import Change
from breakout.making.entries import PeopleExpected
from breakout.making.models import Expected
from breakout.models import Group, Move, Round
from polylogue.dialogues import signals as dialogue_signals
from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.log import journal
from polylogue.log.models import Audience
from polylogue.people.models import User


def expect(round: Round, by: Participation, people: Sequence[Expected]) -> None:
    """Keeps these, each in place of what was known of the same person in this round."""
    for one in people:
        round.expected.filter(_same(one)).delete()
    Expected.objects.bulk_create(people)
    if people:
        told = PeopleExpected(round=round.pk, count=len(people))
        journal.append(round.dialogue.stream_id, told, by=by.person_id, audience=Audience.CREW)


def named(name: str) -> str:
    """A name as it is compared with others."""
    return wording.name(name).casefold()


def _same(one: Expected) -> Q:
    if one.email:
        return Q(email=one.email)
    if one.code_digest:
        return Q(code_digest=one.code_digest)
    return Q(name=one.name, email="", code_digest="")


def _of(part: Participation) -> Q:
    """Whoever is expected and can be this person."""
    found = Q(name=named(part.person.display_name), email="", code_digest="")
    if part.person.email:
        found |= Q(email=part.person.email.casefold())
    if part.reentry_digest:
        found |= Q(code_digest=part.reentry_digest)
    return found


@coming_and_going.wants
def group_for(round: Round, part: Participation) -> Group | None:
    """The group in which the person was expected, if it is still open."""
    found = round.expected.filter(_of(part)).select_related("group__room")
    # An address or a code says more than a name that several can have.
    ordered = sorted(found, key=lambda one: not (one.email or one.code_digest))
    return next((one.group for one in ordered if not one.group.closed_by_id), None)


@receiver(dialogue_signals.participant_admitted)
def seat_in_drafts(participation: Participation, **_: object) -> None:
    """In a draft the seat is theirs at once; in an open round the server takes them there."""
    dialogue = participation.dialogue
    drafts = Round.objects.filter(dialogue=dialogue, opened_at=None, expected__isnull=False)
    for round in drafts.select_related("dialogue__stream").distinct():
        group = group_for(round, participation)
        if group and participation.person_id not in ledger.seats(round):
            change = Change({participation.person_id: group}, pinned=[participation.person_id])
            ledger.seat(round, change, by=User.objects.system().pk, how=Move.How.LIST)


@receiver(signals.people_seated)
def arrived(round: Round, changed: dict[int, Group | None], **_: Any) -> None:
    """Whoever has a seat is not expected any more."""
    if not round.expected.exists():
        return
    people = [person for person, group in changed.items() if group]
    parts = Participation.objects.filter(dialogue=round.dialogue_id, person__in=people)
    for part in parts.select_related("person"):
        round.expected.filter(_of(part)).delete()


@receiver(signals.round_closed)
def forget(round: Round, **_: Any) -> None:
    """Addresses of people who did not come are nobody's business after the round."""
    round.expected.all().delete()
