"""Goes through a dialogue once, chapter by chapter and room by room, for whichever form is written.

It holds one page of entries at a time, however long the dialogue is. What every form tells comes out
of here, so that what one of them leaves out, all do.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain, groupby, islice
from typing import TypeVar

from django.utils.translation import gettext as _

from polylogue.dialogues.models import Session
from polylogue.transcripts import boards, chapters
from polylogue.transcripts.attending import participants
from polylogue.transcripts.chapters import Chapter, Span
from polylogue.transcripts.choices import NAMINGS, Naming, Purpose
from polylogue.transcripts.cut import Part, Transcript
from polylogue.transcripts.items import Closing, Event, Opening, Presence, Section
from polylogue.transcripts.omissions import Why
from polylogue.transcripts.telling import Teller, Tick
from rooms import confidentiality
from rooms.models import HeldRule, Room, Stay

Titled = TypeVar("Titled", Session, Room, Session | None, Room | None)
Stays = dict[int, list[tuple[int, datetime, datetime]]]


def walk(transcript: Transcript, tick: Tick = lambda count: None) -> Iterator[Event]:
    """All events, in order; `tick` is told how many entries were passed since."""
    return Walk(transcript, tick).events()


class Walk:
    def __init__(self, transcript: Transcript, tick: Tick) -> None:
        self.transcript = transcript
        self.teller = Teller(transcript, tick)
        self.stays = self._stays()
        self.rules = _rules(transcript)
        parts = [replace(part, room=self._titled(part.room)) for part in transcript.parts]
        self.places = [list(some) for _room, some in groupby(parts, lambda part: part.room)]

    def events(self) -> Iterator[Event]:
        yield self._opening()
        found = chapters.chapters(self.transcript)
        by_chapter = chapters.spans(self.transcript, found)
        self._count_rest([span for spans in by_chapter for span in spans])
        for chapter, spans in zip(found, by_chapter, strict=True):
            yield from self._chapter(replace(chapter, session=self._titled(chapter.session)), spans)
        yield Closing(self.transcript, self._parts(), self.teller.told, self.teller.omissions)

    def _opening(self) -> Opening:
        """Programme and people stand before the first page of a record of the whole dialogue."""
        transcript, remarks = self.transcript, tuple(_remarks(self.transcript))
        parts = self._parts()
        sessions = tuple(map(self._titled, transcript.dialogue.sessions.all()))
        if not (transcript.is_record and transcript.is_whole):
            return Opening(transcript, remarks, parts, sessions)
        people = tuple(participants(self.teller.people))
        return Opening(transcript, remarks, parts, sessions, sessions, people)

    def _parts(self) -> tuple[Part, ...]:
        return tuple(chain.from_iterable(self.places))

    def _titled(self, one: Titled) -> Titled:
        """Titles too can name people: a table somebody sits at, a speech somebody holds."""
        if one is None or self.transcript.choices.shows_names:
            return one
        masked = copy.copy(one)
        masked.title = self.teller.people.masked(one.title)
        return masked

    def _chapter(self, chapter: Chapter, spans: list[Span]) -> Iterator[Event]:
        """The chapter with its sections, if there is anything in it."""
        by_stream = {span.part.stream: span for span in spans}
        sections = (self._section(chapter, parts, by_stream) for parts in self.places)
        return _led(chapter, chain.from_iterable(sections))

    def _section(
        self, chapter: Chapter, parts: list[Part], by_stream: dict[int, Span]
    ) -> Iterator[Event]:
        """A room with what was said in it and its boards, if anything was, or somebody was there."""
        section = self._head(chapter, parts[0])
        spans = (by_stream[part.stream] for part in parts if part.stream in by_stream)
        told = chain.from_iterable(map(self._told, spans))
        return chain([section], told) if self._is_shown(section) else _led(section, told)

    def _is_shown(self, section: Section) -> bool:
        """Whether a room is named though nothing of it is told: somebody was there, or nothing leaves it."""
        is_outside = self.transcript.choices.purpose is Purpose.OUTSIDE
        return bool(section.present) or (is_outside and section.part.room is not None)

    def _told(self, span: Span) -> Iterator[Event]:
        yield from self.teller.items(span)
        shows_boards = self.transcript.choices.purpose in {Purpose.RECORD, Purpose.VIEW}
        if span.part.is_board and shows_boards and self.transcript.choices.wants("board"):
            state = boards.state_at(span, self.teller.people)
            yield from [state] if state else []

    def _head(self, chapter: Chapter, part: Part) -> Section:
        room = part.room
        present = self._present(chapter, room) if room else ()
        return Section(part, self.rules.get(room.pk, "") if room else "", tuple(present))

    def _present(self, chapter: Chapter, room: Room) -> list[Presence]:
        """Who was in the room within the chapter, in the order in which they came."""
        within: dict[int, list[datetime]] = {}
        for person, since, until in self.stays.get(room.pk, ()):
            if since < chapter.last and until > chapter.first:
                spans = within.setdefault(person, [])
                spans += [max(since, chapter.first), min(until, chapter.last)]
        self.teller.people.meet(within)
        shown = self.teller.people.shown
        found = [Presence(shown(person), min(at), max(at)) for person, at in within.items()]
        return sorted(found, key=lambda one: (one.since, one.who.name))

    def _stays(self) -> Stays:
        """By room, who was there from when to when; of that only the record and its readers know."""
        found: Stays = defaultdict(list)
        if self.transcript.choices.purpose is Purpose.RECORD:
            rooms = {part.room.pk for part in self.transcript.parts if part.room}
            rows = Stay.objects.filter(room__in=rooms).order_by("since", "pk")
            for room, person, into, since, until in rows.values_list(
                "room", "person", "person__merged_into", "since", "until"
            ):
                found[room].append((into or person, since, until))
        return found

    def _count_rest(self, told: list[Span]) -> None:
        """What no chapter holds was outside of the time, or before the reader came."""
        for part in self.transcript.parts:
            covered = sum(span.to - span.after for span in told if span.part is part)
            self.teller.omissions.leave(part.stream, Why.EARLIER, min(part.since, part.head))
            rest = part.head - min(part.since, part.head) - covered
            self.teller.omissions.leave(part.stream, Why.TIME, rest)
            self.teller.tick(part.head - covered)


def _led(head: Event, events: Iterator[Event]) -> Iterator[Event]:
    """The events with a head before them, if there are any."""
    for event in islice(events, 1):
        yield head
        yield event
    yield from events


def _rules(transcript: Transcript) -> dict[int, str]:
    """By room, the strictest rule that ever held there: a heading speaks of all of it."""
    held: dict[int, list[str]] = defaultdict(list)
    rooms = [part.room for part in transcript.parts if part.room]
    for room, rule in HeldRule.objects.filter(room__in=rooms).values_list("room", "rule"):
        held[room].append(rule)
    return {room.pk: confidentiality.strictest([room.rule, *held[room.pk]]) for room in rooms}


def _remarks(transcript: Transcript) -> Iterator[str]:
    """What a reader must know before the first page: for whom it is, and how people are shown."""
    choices = transcript.choices
    yield {
        Purpose.RECORD: _(
            "This is the record, for those who keep it. It holds what was said in confidence:"
            " what may leave a room stands at the head of the room."
        ),
        Purpose.OUTSIDE: _(
            "This may be passed on. It holds what may leave each room, and of its authors what the"
            " rule of the room shows."
        ),
        Purpose.VIEW: _(
            "This is what its reader can follow, for them alone. What may leave a room stands at the"
            " head of the room."
        ),
        Purpose.OWN: _("This is what its reader said and wrote, for them alone."),
    }[choices.purpose]
    if choices.naming is not Naming.NAMES:
        shown = NAMINGS[choices.naming]
        yield _(
            "How people are shown: %(how)s. Their full names are replaced in texts too; whoever is"
            " told of in other words can still be known."
        ) % {"how": shown}
    if choices.kept:
        yield _("It also holds the words of what was deleted, hidden or corrected since.")
