"""Tables of what is kept beside the log: programme, people, and what each wing keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from polylogue.kit.signs import visible
from polylogue.transcripts.attending import participants
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.naming import People, Shown
from polylogue.transcripts.sheets import LONGEST, PEOPLE, PROGRAMME, Cell, Sink, local
from rooms import records


def record(transcript: Transcript, sink: Sink) -> None:
    """What is kept beside the log, with people as they were chosen to be shown."""
    people = People(transcript)
    sink.begin("programme", PROGRAMME)
    for session in transcript.dialogue.sessions.all():
        times = [local(at, transcript.zone) for at in (session.starts_at, session.ends_at)]
        title = people.masked(session.title)
        sink.row("programme", [title, str(session.get_kind_display()), *times])
    sink.begin("people", PEOPLE)
    for row in _people(people):
        sink.row("people", row)
    for table in records.TABLES.values():
        sink.begin(table.name, list(_columns(table.columns)))
        for cells in table.rows(transcript.dialogue):
            sink.row(table.name, list(_cells(cells, people, transcript)))


def _people(people: People) -> Iterator[list[Cell]]:
    zone = people.transcript.zone
    for one in participants(people):
        times = (local(at, zone) for at in (one.joined_at, one.ended_at))
        yield [one.who.name, one.who.place, one.organisation, one.roles, *times]


def _columns(columns: Iterable[str]) -> Iterator[str]:
    for name in columns:
        if name.startswith("@"):
            yield from (name[1:], f"{name[1:]}_place")
        else:
            yield name


def _cells(cells: Iterable[records.Cell], people: People, transcript: Transcript) -> Iterator[Cell]:
    for cell in cells:
        match cell:
            case records.Person(pk):
                people.meet([pk] if pk else [])
                who = people.shown(pk) if pk else Shown("", "", None)
                yield from (who.name, who.place)
            case datetime():
                yield local(cell, transcript.zone)
            case str():
                yield visible(people.masked(cell))[:LONGEST]
            case _:
                yield cell
