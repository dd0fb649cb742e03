"""Who was in which room: when they sat there by the ledger, and how long they were there by presence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from breakout import meetings
from breakout.models import Group, Round
from polylogue.dialogues.models import Dialogue
from polylogue.log import journal
from rooms import stays
from rooms.models import Room, Stay
from rooms.stays import Span

Spot = tuple[int, int]  # person, room


@dataclass(slots=True)
class Attendance:
    """One person in one room. `seated` is what the ledger says, `present` what was seen of them."""

    person: int
    room: Room
    group: Group | None
    seated: list[Span] = field(default_factory=list)
    present: list[Span] = field(default_factory=list)

    @property
    def joined(self) -> datetime | None:
        return min((since for since, _ in self.seated), default=None)

    @property
    def left(self) -> datetime | None:
        return max((until for _, until in self.seated), default=None)

    @property
    def first_seen(self) -> datetime | None:
        return min((since for since, _ in self.present), default=None)

    @property
    def last_seen(self) -> datetime | None:
        return max((until for _, until in self.present), default=None)

    @property
    def seated_for(self) -> timedelta:
        return stays.total(self.seated)

    @property
    def present_for(self) -> timedelta:
        return stays.total(self.present)


def of_dialogue(dialogue: Dialogue) -> list[Attendance]:
    """Every room, the plenary too, over the whole time."""
    return _attendance(dialogue, meetings.before(dialogue), within=None)


def of_round(round: Round) -> list[Attendance]:
    """The groups of the round, and who was in other rooms while it was open."""
    if round.opened_at is None:
        return []
    within = round.opened_at, round.closed_at or journal.now()
    return _attendance(round.dialogue, [round], within=within)


def _attendance(dialogue: Dialogue, rounds: list[Round], within: Span | None) -> list[Attendance]:
    rooms = {room.pk: room for room in dialogue.rooms.all()}
    groups = {g.room_id: g for g in Group.objects.filter(room__in=rooms).select_related("round")}
    of_group = {group.pk: room for room, group in groups.items() if room}
    found: dict[Spot, Attendance] = {}

    def at(person: int, room: int) -> Attendance:
        if (person, room) not in found:
            found[person, room] = Attendance(person, rooms[room], groups.get(room))
        return found[person, room]

    for one in meetings.sittings(rounds):
        if room := of_group.get(one.group):
            at(one.person, room).seated.append((one.begins, one.ends))
    for (person, room), spans in _seen(dialogue, within).items():
        at(person, room).present += spans
    return sorted(found.values(), key=lambda one: (one.room.position, one.room.pk, one.person))


def _seen(dialogue: Dialogue, within: Span | None) -> dict[Spot, list[Span]]:
    """By the accounts of today."""
    seen: dict[Spot, list[Span]] = defaultdict(list)
    found = Stay.objects.filter(dialogue=dialogue)
    rows = found.values_list("person", "person__merged_into", "room", "since", "until")
    for person, merged_into, room, since, until in rows:
        span = since, until
        spans = stays.clipped([span], within) if within else [span]
        if spans:
            seen[merged_into or person, room] += spans
    return seen
