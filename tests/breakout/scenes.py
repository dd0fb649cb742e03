"""Rounds of group work for the tests, made by the real actions through the real writer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from breakout import grouping, rounds, timing, undoing
from breakout.models import Round, Seat
from polylogue.dialogues.intents import run_as
from polylogue.dialogues.models import Dialogue
from polylogue.log.intents import Receipt
from polylogue.people.models import User
from rooms.models import Lease, Room
from tests.support import cast


def act(dialogue: Dialogue, by: User, what: Any) -> Receipt:
    """Does something with the rights of `by`, with all streams locked."""
    return run_as(dialogue, by, what, key=cast.new_key(), content=None, reach=True)


def drafted(dialogue: Dialogue, by: User, groups: int = 2, **fields: Any) -> Round:
    """A round in preparation with so many empty groups."""

    def make(part: Any) -> int:
        round = rounds.draft(part, **({"title": "Peer exchange"} | fields))
        grouping.add_numbered(round, part, count=groups)
        return round.pk

    return find(dialogue, act(dialogue, by, make).result)


def find(dialogue: Dialogue, pk: int) -> Round:
    return rounds.find(dialogue, pk)


def move(round: Round, by: User, *people: User, to: int | None, seen: int | None = None) -> Receipt:
    """`to`: the place of the group, 0 is the first; None is the plenary."""
    group = None if to is None else list(round.groups.all())[to].pk
    pks = [person.pk for person in people]

    def what(part: Any) -> Any:
        moved = grouping.move(find(round.dialogue, round.pk), part, people=pks, to=group, seen=seen)
        return moved and moved.version

    return act(round.dialogue, by, what)


def do(round: Round, by: User, what: Any, *args: Any, **fields: Any) -> Any:
    """One of the functions on a round, as it is now."""

    def doing(part: Any) -> Any:
        found = what(find(round.dialogue, round.pk), part, *args, **fields)
        return getattr(found, "pk", None)

    result = act(round.dialogue, by, doing).result
    round.refresh_from_db()
    return result


def open_now(round: Round, by: User) -> Round:
    do(round, by, rounds.announce, seconds=0)
    return round


def back(round: Round, by: User) -> Round:
    do(round, by, timing.end_in, seconds=0)
    return round


def undo(round: Round, by: User) -> None:
    move = undoing.last(round)
    assert move
    do(round, by, undoing.undo, version=move.version)


def sitting(round: Round) -> dict[str, str]:
    """Who sits in which group now."""
    current = Seat.objects.filter(round=round, ended_by=None).select_related("person", "group")
    return {seat.person.display_name.split()[0].lower(): seat.group.title for seat in current}


def connect(person: User, room: Room) -> None:
    """Their browser shows the room, as its server says."""
    until = timezone.now() + timedelta(seconds=30)
    Lease.objects.create(
        socket=cast.new_key()[:32], process="p", person=person, dialogue=room.dialogue, room=room,
        until=until,
    )  # fmt: skip


def room(round: Round, place: int) -> Room:
    """That of a group by its place; 0 is the first."""
    return list(round.groups.select_related("room__dialogue"))[place].room
