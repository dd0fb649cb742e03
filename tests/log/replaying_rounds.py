"""The same of rounds of group work."""

from __future__ import annotations

from typing import Any

from breakout.help.models import HelpCall
from breakout.models import Group, Round, Seat
from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Entry
from rooms.models import Place

Told = Any


class RoundsReplay:
    """What the dialogue's stream says of rounds, groups, seats and of where people belong."""

    def __init__(self) -> None:
        self.rounds: dict[int, str] = {}
        self.groups: dict[int, list[Any]] = {}
        self.seats: dict[tuple[int, int], int] = {}
        self.places: dict[int, tuple[int, int]] = {}
        self.calls: dict[int, list[Any]] = {}

    def on_round_drafted(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rounds[data["round"]] = "draft"

    def on_round_announced(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rounds[data["round"]] = "opening"

    def on_opening_stopped(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rounds[data["round"]] = "draft"

    def on_round_dropped(self, entry: Entry, data: dict[str, Any]) -> None:
        del self.rounds[data["round"]]
        self.groups = {g: row for g, row in self.groups.items() if row[0] != data["round"]}
        self.seats = {k: g for k, g in self.seats.items() if k[0] != data["round"]}

    def on_round_opened(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rounds[data["round"]] = "open"
        for group, room in data["rooms"]:
            self.groups[group][2] = room

    def on_round_closed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rounds[data["round"]] = "closed"

    def on_group_added(self, entry: Entry, data: dict[str, Any]) -> None:
        self.groups[data["group"]] = [data["round"], data["title"], data["room"], "open"]

    def on_group_renamed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.groups[data["group"]][1] = data["title"]

    def on_group_removed(self, entry: Entry, data: dict[str, Any]) -> None:
        del self.groups[data["group"]]

    def on_group_closed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.groups[data["group"]][3] = "closed"

    def on_group_reopened(self, entry: Entry, data: dict[str, Any]) -> None:
        self.groups[data["group"]][3] = "open"

    def on_people_seated(self, entry: Entry, data: dict[str, Any]) -> None:
        for person in data["gone"]:
            self._rise(data["round"], person)
        for group, people in data["seats"]:
            for person in people:
                self._rise(data["round"], person)
                self.seats[data["round"], person] = group

    def _rise(self, round: int, person: int) -> None:
        self.seats.pop((round, person), None)

    def on_people_moved(self, entry: Entry, data: dict[str, Any]) -> None:
        for room, people in data["places"]:
            self.places |= dict.fromkeys(people, (room, entry.seq))

    # ---- calls for help: told twice, to the crew in the dialogue and to the group in its room ------

    def on_called(self, entry: Entry, data: dict[str, Any]) -> None:
        self.calls[data["call"]] = [data["group"], entry.actor_id, None, "asked"]

    def on_claimed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.calls[data["call"]][2:] = [entry.actor_id, "claimed"]

    def on_let_go(self, entry: Entry, data: dict[str, Any]) -> None:
        self.calls[data["call"]][2:] = [None, "asked"]

    def on_arrived(self, entry: Entry, data: dict[str, Any]) -> None:
        self.calls[data["call"]][3] = "here"

    def on_resolved(self, entry: Entry, data: dict[str, Any]) -> None:
        self.calls[data["call"]][3] = "resolved"

    def on_taken_back(self, entry: Entry, data: dict[str, Any]) -> None:
        self.calls[data["call"]][3] = "taken_back"

    def on_lapsed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.calls[data["call"]][3] = "lapsed"


def rounds(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    """How far each is; its particulars are in the row."""
    rows = Round.objects.filter(dialogue=dialogue)
    return told.rounds, {r.pk: r.state for r in rows}


def groups(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Group.objects.filter(round__dialogue=dialogue)
    return told.groups, {
        g.pk: [g.round_id, g.title, g.room_id, "closed" if g.closed_by_id else "open"] for g in rows
    }


def seats(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    """Who sits where; the seats they had before are in the ledger's rows too."""
    rows = Seat.objects.filter(round__dialogue=dialogue, ended_by=None)
    return told.seats, {(s.round_id, s.person_id): s.group_id for s in rows}


def places(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    """Whoever left the dialogue belongs nowhere in it any more."""
    active = set(dialogue.participations.active().values_list("person_id", flat=True))
    there = {p: place for p, place in told.places.items() if p in active}
    rows = Place.objects.filter(dialogue=dialogue, person__in=active)
    return there, {p.person_id: (p.room_id, p.seq) for p in rows}


def calls(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    """What it is about is in the row alone."""
    rows = HelpCall.objects.filter(group__round__dialogue=dialogue)
    return told.calls, {c.pk: [c.group_id, c.by_id, c.claimed_by_id, c.state] for c in rows}


PROJECTIONS = {Round: rounds, Group: groups, Seat: seats, Place: places, HelpCall: calls}
