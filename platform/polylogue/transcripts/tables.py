"""Tables for spreadsheets: what they are of, messages and all other entries, boards, who was there."""

from __future__ import annotations

from datetime import UTC
from itertools import zip_longest

from django.utils.translation import gettext as _

from polylogue.transcripts import recorded, wording
from polylogue.transcripts.chapters import Chapter
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.items import BoardState, Closing, Item, Opening, Section
from polylogue.transcripts.sheets import (
    ABOUT,
    BOARDS,
    ENTRIES,
    MESSAGES,
    PRESENT,
    SAID,
    Cell,
    Sink,
    in_parts,
    local,
)
from polylogue.transcripts.telling import Tick
from polylogue.transcripts.walking import walk

SAYS = {"questions.asked": "question", "questions.answered": "answer"}


def fill(transcript: Transcript, sink: Sink, tick: Tick) -> None:
    sink.begin("about", ABOUT)
    if transcript.choices.purpose is Purpose.OUTSIDE:
        _Said(transcript, sink).fill(tick)
        return
    _Entries(transcript, sink).fill(tick)
    if transcript.is_record and transcript.is_whole:
        recorded.record(transcript, sink)


def _before(opening: Opening, sink: Sink) -> None:
    """What a reader must know first, of the tables too."""
    transcript = opening.transcript
    sink.row("about", [_("Dialogue"), transcript.dialogue.title])
    sink.row("about", [_("Days"), wording.days(transcript.dialogue)])
    sink.row("about", [_("For whom"), " ".join(opening.remarks)])
    if transcript.choices.purpose is not Purpose.OUTSIDE:
        sink.row("about", [_("Host"), transcript.dialogue.host])
        zone = _("Times are of %(zone)s; those in a column “at_utc” are of UTC.")
        sink.row("about", [_("Times"), zone % {"zone": transcript.zone.key}])
    long = _("A text that is too long for one cell goes on in the next row, counted by “part”.")
    sink.row("about", [_("Long texts"), long])


def _after(closing: Closing, sink: Sink) -> None:
    """How much was told, and what was left out."""
    for line in (*wording.completeness(closing), *wording.streams(closing)):
        sink.row("about", [_("What this holds"), line])


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
        if self.transcript.is_record:
            self.sink.begin("present", PRESENT)
        for event in walk(self.transcript, tick):
            match event:
                case Opening():
                    _before(event, self.sink)
                case Closing():
                    _after(event, self.sink)
                case Chapter():
                    self.chapter = event
                case Section():
                    self.section = event
                    self._present(event)
                case Item():
                    self._item(event)
                case BoardState():
                    self._board(event)

    @property
    def _place(self) -> list[Cell]:
        session = self.chapter.session if self.chapter else None
        room = self.section.part.room if self.section else None
        return [session.title if session else None, room.title if room else None]

    def _present(self, section: Section) -> None:
        """Who was in the room within the session, from when to when."""
        for one in section.present:
            times = [local(at, self.zone) for at in (one.since, one.until)]
            self.sink.row("present", [*self._place, one.who.name, one.who.place, *times])

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
        parts = zip_longest(in_parts(item.text), in_parts(below), fillvalue="")
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
            if isinstance(event, Opening):
                _before(event, self.sink)
            elif isinstance(event, Closing):
                _after(event, self.sink)
            elif isinstance(event, Section):
                room = wording.place(event)
            elif isinstance(event, Item):
                for number, text in enumerate(in_parts(event.text), start=1):
                    about: list[Cell] = [room, number, event.rule, event.who.name, event.who.place]
                    self.sink.row("messages", [*about, text])
