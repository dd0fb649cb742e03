"""Who was where and when, as a table of the record."""

from __future__ import annotations

from collections.abc import Iterator

from breakout.reports import attendance
from polylogue.dialogues.models import Dialogue
from rooms.records import Cell, Person, table


@table("attendance", "room", "kind", "round", "@person", "joined", "left", "minutes_seated", "first_seen", "last_seen", "minutes_present")  # fmt: skip
def attended(dialogue: Dialogue) -> Iterator[list[Cell]]:
    for row in attendance.of_dialogue(dialogue):
        seated = row.seated_for.total_seconds() / 60
        yield [
            row.room.title,
            row.room.kind,
            row.group.round.title if row.group else None,
            Person(row.person),
            row.joined,
            row.left,
            round(seated, 1) if row.seated else None,
            row.first_seen,
            row.last_seen,
            round(row.present_for.total_seconds() / 60, 1),
        ]
