"""Tables for spreadsheets: messages and all other entries, people, and what each wing keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Protocol
from zoneinfo import ZoneInfo

from polylogue.dialogues.models import Participation
from polylogue.kit.signs import visible
from polylogue.transcripts import wording
from polylogue.transcripts.chapters import Chapter
from polylogue.transcripts.choices import Naming, Purpose
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.items import BoardState, Item, Section
from polylogue.transcripts.naming import People, Shown
from polylogue.transcripts.telling import Tick
from polylogue.transcripts.walking import walk
from rooms import records

LONGEST = 16_000
"""Signs in one cell: half of what a spreadsheet takes, as it counts some signs twice. The rest follows
in rows of the same number."""

Cell = str | int | float | None | datetime
ENTRIES = (
    "stream", "seq", "part", "session", "room", "at", "at_utc", "person", "place",
    "kind", "answers", "what", "text", "below", "remarks",
)  # fmt: skip
MESSAGES = (
    "stream",
    "seq",
    "part",
    "session",
    "room",
    "at",
    "at_utc",
    "person",
    "place",
    "answers",
    "text",
)
SAID = ("room", "part", "rule", "person", "place", "text")
BOARDS = (
    "board",
    "seq",
    "session",
    "room",
    "lane",
    "group",
    "kind",
    "title",
    "says",
    "by",
    "votes",
)
PEOPLE = ("person", "place", "organisation", "roles", "joined", "ended")
SAYS = {"questions.asked": "question", "questions.answered": "answer"}


class Sink(Protocol):
    """Where rows go; tables are begun before their first row, and rows of several may alternate."""

    def begin(self, table: str, columns: Sequence[str]) -> None: ...

    def row(self, table: str, cells: Sequence[Cell]) -> None: ...


def fill(transcript: Transcript, sink: Sink, tick: Tick) -> None:
    if transcript.choices.purpose is Purpose.OUTSIDE:
        _Said(transcript, sink).fill(tick)
        return
    _Entries(transcript, sink).fill(tick)
    if transcript.choices.purpose is Purpose.RECORD and not transcript.choices.rooms:
        _record(transcript, sink)


class _Entries:
    """Every entry that is told, and once more those that are messages, questions or answers."""

    def __init__(self, transcript: Transcript, sink: Sink) -> None:
        self.transcript, self.sink, self.zone = transcript, sink, transcript.zone
        self.chapter: Chapter | None = None
        self.section: Section | None = None

    def fill(self, tick: Tick) -> None:
        self.sink.begin("messages", ("kind", *MESSAGES))
        self.sink.begin("entries", ENTRIES)
        self.sink.begin("boards", BOARDS)
        for event in walk(self.transcript, tick):
            match event:
                case Chapter():
                    self.chapter = event
                case Section():
                    self.section = event
                case Item():
                    self._item(event)
                case BoardState():
                    self._board(event)

    @property
    def _place(self) -> list[Cell]:
        session = self.chapter.session if self.chapter else None
        room = self.section.part.room if self.section else None
        return [session.title if session else None, room.title if room else None]

    def _item(self, item: Item) -> None:
        entry = item.entry
        if entry is None:
            return
        when: list[Cell] = [
            local(entry.at, self.zone),
            entry.at.astimezone(UTC).isoformat("T", "milliseconds"),
        ]
        who = [item.who.name, item.who.place]
        answers = item.answers[0] if item.answers else None
        below, remarks = "\n".join(item.lines), " · ".join(wording.remarks(item, self.zone))
        what = [item.sentence, remarks]
        parts = zip_longest(_parts(item.text), _parts(below), fillvalue="")
        for number, (text, lines) in enumerate(parts, start=1):
            start: list[Cell] = [entry.stream_id, entry.seq, number, *self._place, *when, *who]
            said, remarked = what if number == 1 else ("", "")
            self.sink.row("entries", [*start, entry.kind, answers, said, text, lines, remarked])
            says = "message" if item.is_message else SAYS.get(entry.kind)
            if says and text:
                self.sink.row("messages", [says, *start, answers, text])

    def _board(self, state: BoardState) -> None:
        for card in state.cards:
            says = "\n".join(f"{label}: {text}" for label, text in card.said)
            about: list[Cell] = [state.title, state.seq, *self._place]
            cells = [
                card.lane,
                card.group,
                card.kind,
                card.title,
                says,
                card.by,
                card.votes or None,
            ]
            self.sink.row("boards", [*about, *cells])


class _Said:
    """What may be passed on: words, and of their authors what the rule shows."""

    def __init__(self, transcript: Transcript, sink: Sink) -> None:
        self.transcript, self.sink = transcript, sink

    def fill(self, tick: Tick) -> None:
        self.sink.begin("messages", SAID)
        room = ""
        for event in walk(self.transcript, tick):
            if isinstance(event, Section):
                room = wording.place(event)
            elif isinstance(event, Item):
                for number, text in enumerate(_parts(event.text), start=1):
                    about: list[Cell] = [room, number, event.rule, event.who.name, event.who.place]
                    self.sink.row("messages", [*about, text])


def _record(transcript: Transcript, sink: Sink) -> None:
    """What is kept beside the log, with people as they were chosen to be shown."""
    people = People(transcript)
    sink.begin("people", PEOPLE)
    for row in _people(transcript, people):
        sink.row("people", row)
    for table in records.TABLES.values():
        sink.begin(table.name, list(_columns(table.columns)))
        for cells in table.rows(transcript.dialogue):
            sink.row(table.name, list(_cells(cells, people, transcript)))


def _people(transcript: Transcript, people: People) -> Iterator[list[Cell]]:
    parts = Participation.objects.filter(dialogue=transcript.dialogue, person__merged_into=None)
    by_name = people.naming is Naming.NAMES

    def place(part: Participation) -> int:
        return part.pk if by_name else people.number(part.person_id)

    for part in sorted(parts.select_related("person"), key=place):
        people.meet([part.person_id])
        who = people.shown(part.person_id)
        organisation = part.person.organisation if by_name else ""
        times = [part.joined_at, part.ended_at] if by_name else [None, None]
        yield [
            who.name,
            who.place,
            organisation,
            ", ".join(part.role_labels),
            *(local(at, transcript.zone) for at in times),
        ]


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


def local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """As the clocks there showed it; spreadsheets know no zones."""
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0) if moment else None


def _parts(text: str) -> list[str]:
    text = visible(text)
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)] or [""]
