"""The reports as tables for spreadsheets: their columns are explained in docs/breakout.md."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from breakout.models import Round
from breakout.reports import attendance, meeting
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue
from polylogue.kit import cells

BOM = "\ufeff"
ATTENDANCE = (
    "round", "room", "kind", "person", "place", "organisation", "roles", "joined", "left",
    "minutes_seated", "first_seen", "last_seen", "minutes_present", "time_zone",
)  # fmt: skip
MEETINGS = (
    "person", "place", "organisation", "other_person", "other_place", "other_organisation",
    "rounds", "minutes_together",
)  # fmt: skip


def attendance_of(dialogue: Dialogue, round: Round | None) -> Iterator[bytes]:
    rows = attendance.of_round(round) if round else attendance.of_dialogue(dialogue)
    known = cards(dialogue.pk, {row.person for row in rows})
    zone = ZoneInfo(dialogue.time_zone)
    return _written(ATTENDANCE, (_attended(row, known[row.person], zone) for row in rows))


def meetings_of(dialogue: Dialogue, round: Round | None) -> Iterator[bytes]:
    found = meeting.pairs(dialogue, round)
    known = cards(dialogue.pk, {person for pair in found for person in pair.people})
    return _written(MEETINGS, (_met(pair, known) for pair in found))


def minutes(time: timedelta) -> str:
    return f"{time.total_seconds() / 60:.1f}"


def _attended(row: attendance.Attendance, card: dict[str, Any], zone: ZoneInfo) -> list[str]:
    def moment(at: datetime | None) -> str:
        return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if at else ""

    return [
        row.group.round.title if row.group else "",
        row.room.title,
        row.room.kind,
        *_who(card),
        ", ".join(card["roles"]),
        moment(row.joined),
        moment(row.left),
        minutes(row.seated_for) if row.seated else "",
        moment(row.first_seen),
        moment(row.last_seen),
        minutes(row.present_for),
        zone.key,
    ]


def _met(pair: meeting.Met, known: dict[int, dict[str, Any]]) -> list[str]:
    one, other = (_who(known[person]) for person in pair.people)
    return [*one, *other, str(pair.rounds), minutes(pair.time)]


def _who(card: dict[str, Any]) -> list[str]:
    return [card["name"], card["place"], card["organisation"]]


def _written(fields: Iterable[str], rows: Iterable[list[str]]) -> Iterator[bytes]:
    yield BOM.encode()
    yield _line(list(fields))
    for row in rows:
        yield _line([cells.guarded(cell) for cell in row])


def _line(row: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(row)
    return line.getvalue().encode()
