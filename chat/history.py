"""What the log of a room shows, as pages render it: line by line, newest last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.utils import timezone

from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.log import facts
from polylogue.log.models import Entry
from rooms.models import Room

POSTED = "chat.message_posted"
CALLED = "rooms.speaker_called"
SHOWN = (POSTED, CALLED)
PAGE = 50
MOST = 200
PAUSE = timedelta(minutes=5)


@dataclass(slots=True)
class Line:
    """An entry as one line: a message, or something that the room did."""

    entry: Entry
    data: dict[str, Any]
    card: dict[str, Any]
    person: dict[str, Any] | None
    is_own: bool
    starts_day: bool = False
    continues: bool = False

    @property
    def is_message(self) -> bool:
        return self.entry.kind == POSTED

    @property
    def is_gone(self) -> bool:
        return "text" not in self.data


@dataclass(slots=True)
class Page:
    """A run of lines. `earlier`: the seq before which there is more, none at the beginning."""

    lines: list[Line]
    earlier: int | None


def page(
    room: Room, by: Participation, *, to: int, before: int | None = None, limit: int = PAGE
) -> Page:
    """The last lines up to entry `to`, or the last ones before entry `before`."""
    end = min(to, before - 1) if before else to
    shown = Entry.objects.filter(stream=room.stream_id, kind__in=SHOWN, seq__lte=end)
    found = list(shown.order_by("-seq")[: min(limit, MOST) + 1])
    rest, found = found[limit:], found[:limit][::-1]
    return Page(_lines(found, by), found[0].seq if rest else None)


def _lines(entries: list[Entry], by: Participation) -> list[Line]:
    data = facts.resolve(entries)
    named = {entry.data["person"] for entry in entries if entry.kind == CALLED}
    people = cards(by.dialogue_id, named | {entry.actor_id for entry in entries})
    lines = [
        Line(
            entry=entry,
            data=data[entry.stream_id, entry.seq],
            card=people[entry.actor_id],
            person=people.get(entry.data.get("person", 0)),
            is_own=entry.actor_id == by.person_id,
        )
        for entry in entries
    ]
    if lines:
        lines[0].starts_day = True
    for above, line in pairwise(lines):
        _settle(line, above)
    return lines


def _settle(line: Line, above: Line) -> None:
    """A new day gets a heading; who goes on writing does not get their name again."""
    line.starts_day = _day(line) != _day(above)
    line.continues = (
        line.is_message
        and above.is_message
        and not line.starts_day
        and line.entry.actor_id == above.entry.actor_id
        and line.entry.at - above.entry.at < PAUSE
    )


def _day(line: Line) -> object:
    return timezone.localdate(line.entry.at)
