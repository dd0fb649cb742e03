"""What the log of a room shows, as pages render it: line by line, newest last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.utils import timezone

from chat import looks
from chat.mentions import EVERYONE
from chat.models import Message
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.log import facts
from polylogue.log.models import Entry
from rooms.models import Room

POSTED = "chat.message_posted"
REPLIED = "chat.reply_posted"
CALLED = "rooms.speaker_called"
RULED = "rooms.rule_changed"
SHOWN = (POSTED, CALLED, RULED)
SAID = (POSTED, REPLIED)
AROUND = 25
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
    is_for_me: bool = False
    starts_day: bool = False
    continues: bool = False
    own: dict[str, Any] = field(default_factory=dict)

    @property
    def is_message(self) -> bool:
        return self.entry.kind in SAID

    @property
    def is_rule(self) -> bool:
        return self.entry.kind == RULED

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
    return Page(lines(found, by), found[0].seq if rest else None)


def thread(room: Room, by: Participation, *, root: int, to: int, before: int | None = None) -> Page:
    """The last replies to a message up to entry `to`, or the last ones before entry `before`."""
    end = min(to, before - 1) if before else to
    replies = Message.objects.filter(stream=room.stream_id, thread=root, seq__lte=end)
    seqs = list(replies.order_by("-seq").values_list("seq", flat=True)[: MOST + 1])
    rest, seqs = seqs[MOST:], seqs[:MOST][::-1]
    return Page(lines(_entries(room, seqs), by), seqs[0] if rest else None)


def line(room: Room, by: Participation, seq: int) -> Line | None:
    """One message as it stands now."""
    return next(iter(lines(_entries(room, [seq]), by)), None)


def before_that_shows(room: Room, seq: int) -> int | None:
    """The `before` of a page with this line in its midst; none if the last page shows it."""
    after = Entry.objects.filter(stream=room.stream_id, kind__in=SHOWN, seq__gt=seq)
    later = list(after.order_by("seq").values_list("seq", flat=True)[:PAGE])
    return later[AROUND] if len(later) == PAGE else None


def _entries(room: Room, seqs: list[int]) -> list[Entry]:
    found = Entry.objects.filter(stream=room.stream_id, kind__in=SAID, seq__in=seqs)
    return list(found.order_by("seq"))


def lines(entries: list[Entry], by: Participation) -> list[Line]:
    """Entries with what they show to a person, in their order."""
    data = facts.resolve(entries)
    named = {entry.data["person"] for entry in entries if entry.kind == CALLED}
    people = cards(by.dialogue_id, named | {entry.actor_id for entry in entries})
    made = [
        Line(
            entry=entry,
            data=data[entry.stream_id, entry.seq],
            card=people[entry.actor_id],
            person=people.get(entry.data.get("person", 0)),
            is_own=entry.actor_id == by.person_id,
            is_for_me=speaks_to(data[entry.stream_id, entry.seq].get("mentions", ()), by),
        )
        for entry in entries
    ]
    if made:
        made[0].starts_day = True
    for above, below in pairwise(made):
        _settle(below, above)
    looks.personalise(made, by)
    return made


def speaks_to(marks: Iterable[dict[str, Any]], by: Participation) -> bool:
    """Whether one of these mentions means the person, themselves or by a role of theirs."""
    mine = {EVERYONE, *by.roles}
    return any(m.get("person") == by.person_id or m.get("role") in mine for m in marks)


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
