"""People who come into the dialogue, leave it or change who they are while groups are at work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.dispatch import receiver

from breakout import ledger, rounds
from breakout import signals as breakout_signals
from breakout.ledger import Change
from breakout.models import Group, Move, Round, Seat
from polylogue.dialogues import signals
from polylogue.dialogues.intents import every_stream_of
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.policy import Role
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.people.models import User
from rooms import moving

Wish = Callable[[Round, Participation], Group | None]
WISHES: list[Wish] = []


def wants(wish: Wish) -> Wish:
    """Declares what knows of a group in which somebody who comes late is expected."""
    WISHES.append(wish)
    return wish


@task("breakout.seat_latecomer")
class SeatLatecomer(DueAction, frozen=True):
    """Take somebody who came while groups are at work to their group, or to the smallest."""

    person: int

    def streams(self) -> tuple[int, ...]:
        return every_stream_of(self.lane)()

    def act(self, by: int) -> Any:
        parts = Participation.objects.active().select_related("dialogue__stream")
        part = parts.filter(dialogue__stream=self.lane, person=self.person).first()
        round = rounds.open_round_of(part.dialogue) if part else None
        if part and round:
            _seat(round, part, by=by)


def _seat(round: Round, part: Participation, *, by: int) -> None:
    own = ledger.seats(round).get(part.person_id)
    expected = next((group for wish in WISHES if (group := wish(round, part))), None)
    if own and own.group.room:
        moving.move(round.dialogue, {part.person_id: own.group.room}, by=by)
    elif expected:
        ledger.seat(round, Change({part.person_id: expected}), by=by, how=Move.How.LIST)
    elif round.latecomers == Round.Latecomers.EMPTIEST and Role.PARTICIPANT in part.roles:
        change = Change({part.person_id: smallest(round)})
        ledger.seat(round, change, by=by, how=Move.How.LATE)


def smallest(round: Round) -> Group | None:
    """The open group with the fewest people; of several, the first."""
    groups = list(round.groups.filter(closed_by=None).select_related("room"))
    sizes = dict.fromkeys([group.pk for group in groups], 0)
    for seat in Seat.objects.filter(group__in=groups, ended_by=None):
        sizes[seat.group_id] += 1
    return min(groups, key=lambda group: sizes[group.pk], default=None)


@receiver(signals.participant_admitted)
def expect(participation: Participation, **_: object) -> None:
    dialogue = participation.dialogue
    if rounds.open_round_of(dialogue):
        queue.enqueue(SeatLatecomer(lane=dialogue.stream_id, person=participation.person_id))


@receiver(signals.participation_ended)
def leave(participation: Participation, by: Participation, **_: object) -> None:
    """Whoever leaves the dialogue, or is removed, has no seat in it any more."""
    dialogue, person = participation.dialogue, participation.person_id
    for round in _going_on(dialogue, person):
        nowhere = Change({person: None})
        ledger.seat(round, nowhere, by=by.person_id, how=Move.How.GONE, take=False)
    moving.forget(dialogue, [person])


@receiver(signals.person_merged)
def become(dialogue: Dialogue, guest: User, account: User, **_: object) -> None:
    """A guest who takes an account keeps the seat, if the account has none of its own."""
    for round in _going_on(dialogue, guest.pk):
        if account.pk not in ledger.seats(round):
            breakout_signals.person_becomes.send(
                Round, round=round, guest=guest.pk, account=account.pk
            )
        seats = ledger.seats(round)
        kept = seats.get(account.pk, seats[guest.pk])
        to: dict[int, Group | None] = {guest.pk: None, account.pk: kept.group}
        pinned = [account.pk] if kept.pinned else []
        change = Change(to, reasons={account.pk: kept.reasons}, pinned=pinned)
        ledger.seat(round, change, by=account.pk, how=Move.How.LATE)
    moving.forget(dialogue, [guest.pk])


def _going_on(dialogue: Dialogue, person: int) -> list[Round]:
    held = Seat.objects.filter(person=person, ended_by=None, round__dialogue=dialogue)
    rounds = Round.objects.filter(seats__in=held, closed_at=None)
    return list(rounds.select_related("dialogue__stream"))


def in_plenary(round: Round) -> list[int]:
    """Who takes part and has no seat, the crew left out."""
    seated = ledger.seats(round)
    parts = round.dialogue.participations.active()
    return [p.person_id for p in parts if p.person_id not in seated and not p.is_crew]
