"""Reads the log for a transcript: page by page, each entry as it may be seen now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from chat.models import Message
from polylogue.dialogues.cards import cards
from polylogue.log import facts, reading
from polylogue.log.models import Audience, Entry
from polylogue.transcripts.cut import Part, Transcript

PAGE = 1000
DERIVED = {"html", "root"}

Card = dict[str, Any]
NOBODY: Card = {"name": "?", "place": ""}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with what it refers to, and who changed or removed it since.

    `answers`: who wrote the message that a reply stands below.
    """

    entry: Entry
    data: dict[str, Any]
    by: Card
    message: Message | None = None
    deleted_by: Card | None = None
    answers: Card | None = None
    people: dict[int, Card] = field(default_factory=dict)

    @property
    def is_removed(self) -> bool:
        return self.entry.redacted_at is not None

    @property
    def edited_at(self) -> datetime | None:
        return self.message.edited_at if self.message else None

    @property
    def deleted_at(self) -> datetime | None:
        return self.message.deleted_at if self.message else None

    @property
    def hidden_at(self) -> datetime | None:
        return self.message.hidden_at if self.message else None

    @property
    def is_for_crew(self) -> bool:
        return self.entry.audience == Audience.CREW


class Teller:
    """Tells the entries of a transcript in order, and counts them by stream."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.people: dict[int, Card] = {}
        self.told: dict[int, int] = {part.stream: 0 for part in transcript.parts}

    def entries(self, part: Part) -> Iterator[Told]:
        for after in range(0, part.head, PAGE):
            page = reading.ranges({part.stream: (after, min(part.head, after + PAGE))})
            seen = [entry for entry in page if self._is_told(entry)]
            self.told[part.stream] += len(seen)
            yield from self._page(part, seen)

    def _is_told(self, entry: Entry) -> bool:
        crew = self.transcript.crew and entry.audience == Audience.CREW
        return crew or entry.audience == Audience.EVERYONE

    def _page(self, part: Part, entries: list[Entry]) -> Iterator[Told]:
        resolved = facts.resolve(entries)
        messages = _messages(part, entries)
        removed = _removed(part, entries)
        roots = _roots(part, messages)
        self._meet(entries, messages, roots)
        for entry in entries:
            # A reply or a quotation says something of its own.
            about = None if entry.seq in messages else facts.changes_look_of(entry)
            hidden = entry.seq in removed or about in removed
            data = entry.data if hidden else resolved[entry.stream_id, entry.seq]
            message = None if hidden else messages.get(entry.seq)
            deleter = message.deleted_by_id if message else None
            yield Told(
                entry=entry,
                data={name: value for name, value in data.items() if name not in DERIVED},
                by=self.people.get(entry.actor_id, NOBODY),
                message=message,
                deleted_by=self.people.get(deleter, NOBODY) if deleter else None,
                answers=self.people.get(roots.get(message.thread, 0), NOBODY)
                if message and message.thread
                else None,
                people=self.people,
            )

    def _meet(
        self, entries: list[Entry], messages: dict[int, Message], roots: dict[int, int]
    ) -> None:
        """Asks once for each person who acts or is named."""
        named = {entry.actor_id for entry in entries}
        named |= {p for entry in entries if isinstance(p := entry.data.get("person"), int)}
        named |= {m.deleted_by_id for m in messages.values() if m.deleted_by_id}
        named |= set(roots.values())
        if new := named - self.people.keys():
            self.people |= cards(self.transcript.dialogue.pk, new)


def sentence(told: Told) -> str:
    """What happened, in words, with names; something general if its data does not fit any more."""
    who = str(told.by["name"])
    if told.entry.kind not in facts.KINDS:
        return f"{who}: {told.entry.kind}"
    try:
        said = facts.parse(told.entry).describe(who)
    except msgspec.ValidationError:
        return f"{who}: {told.entry.kind}"
    return _named(said, told)


def _named(said: str, told: Told) -> str:
    """Entries know people by number; a transcript by name."""
    person = told.entry.data.get("person")
    card = told.people.get(person) if isinstance(person, int) else None
    if card:
        for number in (f"person {person}", f"Person {person}"):
            said = said.replace(number, str(card["name"]))
    return said


def _messages(part: Part, entries: list[Entry]) -> dict[int, Message]:
    """The messages that these entries posted, by seq."""
    if not entries:
        return {}
    first, last = entries[0].seq, entries[-1].seq
    found = Message.objects.filter(stream_id=part.stream, seq__range=(first, last))
    return {message.seq: message for message in found}


def _roots(part: Part, messages: dict[int, Message]) -> dict[int, int]:
    """Who wrote the messages that these reply to, by seq."""
    seqs = {message.thread for message in messages.values() if message.thread}
    found = Message.objects.filter(stream_id=part.stream, seq__in=seqs)
    return dict(found.values_list("seq", "author_id"))


def _removed(part: Part, entries: list[Entry]) -> set[int]:
    """Which of these entries, and of those they are about, had their content removed for good."""
    wanted = {entry.seq for entry in entries}
    wanted |= {seq for entry in entries if (seq := facts.changes_look_of(entry))}
    found = Entry.objects.filter(stream_id=part.stream, seq__in=wanted, redacted_at__isnull=False)
    return set(found.values_list("seq", flat=True))
