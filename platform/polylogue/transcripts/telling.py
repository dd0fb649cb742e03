"""Reads the log for a transcript: page by page, each entry as it may be seen now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from chat import looks
from chat.attachments.models import File
from chat.models import Message, Revision
from polylogue.log import facts, reading
from polylogue.log.models import Audience, Entry
from polylogue.people.models import User
from polylogue.search import kinds
from polylogue.transcripts import leaving
from polylogue.transcripts.chapters import Span
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.cut import Part, Transcript
from polylogue.transcripts.items import Item, Picture, Remark, Version
from polylogue.transcripts.naming import People, Shown
from polylogue.transcripts.omissions import Omissions, Why

Tick = Callable[[int], None]
"""Is told how many entries were read since it was told last."""

PAGE = 1000
PEOPLE = re.compile(r"\b([Pp]erson|[Pp]eople) (\d+(?:, \d+)*)")
DERIVED = {"html", "root"}


class Teller:
    """Tells the entries of a transcript in order, and counts by stream what it tells and leaves out."""

    def __init__(self, transcript: Transcript, tick: Tick = lambda count: None) -> None:
        self.transcript, self.tick = transcript, tick
        self.people = People(transcript)
        self.told = {part.stream: 0 for part in transcript.parts}
        self.omissions = Omissions()
        self.accounts = _accounts(transcript.reader)

    def items(self, span: Span) -> Iterator[Item]:
        if why := self._passed_over(span.part):
            self.omissions.leave(span.part.stream, why, span.to - span.after)
            self.tick(span.to - span.after)
            return
        for after in range(span.after, span.to, PAGE):
            page = reading.ranges({span.part.stream: (after, min(span.to, after + PAGE))})
            seen = [entry for entry in page if self._is_told(entry)]
            for item in self._page(seen):
                self.told[span.part.stream] += 1
                yield item
            self.tick(len(page))

    def _passed_over(self, part: Part) -> Why | None:
        """Whether nothing of a stream is told by itself."""
        purpose = self.transcript.choices.purpose
        if part.is_board and purpose is not Purpose.OWN:
            return Why.BOARD
        return Why.INSIDE if part.room is None and purpose is Purpose.OUTSIDE else None

    def _is_told(self, entry: Entry) -> bool:
        why = self._left_out(entry)
        if why:
            self.omissions.leave(entry.stream_id, why)
        return why is None

    def _left_out(self, entry: Entry) -> Why | None:
        choices = self.transcript.choices
        is_own = entry.actor_id in self.accounts
        if choices.purpose is Purpose.OWN and not is_own:
            return Why.OTHERS
        if choices.purpose is Purpose.OWN and entry.kind not in kinds.READERS:
            return Why.INSIDE
        if entry.audience == Audience.PERSON and entry.person_id not in self.accounts:
            return Why.PERSONAL
        is_for_crew = entry.audience == Audience.CREW and entry.person_id not in self.accounts
        if is_for_crew and not (choices.purpose is Purpose.RECORD or is_own):
            return Why.CREW
        return None if choices.wants(entry.kind) else Why.KIND

    def _page(self, entries: list[Entry]) -> Iterator[Item]:
        if self.transcript.choices.purpose is not Purpose.OUTSIDE:
            yield from Page(self, entries).items()
            return
        for entry, said in zip(entries, leaving.said_outside(entries, self.people), strict=True):
            if isinstance(said, Item):
                yield said
            else:
                self.omissions.leave(entry.stream_id, said)


class Page:
    """Some entries of one stream, with all that they refer to read once for all of them."""

    def __init__(self, teller: Teller, entries: list[Entry]) -> None:
        self.teller, self.entries, self.people = teller, entries, teller.people
        self.choices = teller.transcript.choices
        self.is_own = self.choices.purpose is Purpose.OWN
        self.shown = facts.resolve(entries)
        self.messages = _messages(entries)
        self.removed = _removed(entries)
        self.roots = _roots(entries, self.messages)
        self.kept = _revisions(entries) if self.choices.kept else {}
        self.pictures = _pictures(self.messages)
        self._meet()

    def items(self) -> Iterator[Item]:
        return map(self._item, self.entries)

    def _item(self, entry: Entry) -> Item:
        message = self.messages.get(entry.seq)
        # A reply or a quotation says something of its own.
        about = None if message else facts.changes_look_of(entry)
        is_removed = entry.seq in self.removed
        is_bare = is_removed or about in self.removed
        data = entry.data if is_bare else self.shown[entry.stream_id, entry.seq]
        return Item(
            anchor=f"e{entry.stream_id}-{entry.seq}",
            who=self.people.shown(entry.actor_id),
            entry=entry,
            is_message=message is not None and not is_removed,
            **self._said(entry, message, data, is_removed=is_removed),
            remarks=tuple(self._remarks(entry, None if is_removed else message)),
            answers=self._answers(message),
            data=None if self.is_own else self._data(data),
        )

    def _said(
        self, entry: Entry, message: Message | None, data: dict[str, Any], *, is_removed: bool
    ) -> dict[str, Any]:
        """The words of an entry, and what stands below them."""
        masked = self.people.masked
        if is_removed:
            self.teller.omissions.gone += 1
            return {}
        if self.is_own:
            return self._own(entry, message, data)
        if message is None:
            tell = facts.TELLERS.get(entry.kind)
            lines = tell(data) if tell else []
            return {
                "sentence": masked(self._sentence(entry)),
                "text": masked(_words(entry, data)),
                "lines": tuple(map(masked, lines)),
            }
        if message.is_gone and not self.choices.kept:
            self.teller.omissions.gone += 1
            return {}
        versions = self.kept.get(entry.seq, [])
        text = versions[-1].text if message.deleted_at and versions else message.text
        return {
            "text": masked(text),
            "versions": tuple(
                one._replace(text=masked(one.text)) for one in versions if one.text != text
            ),
            "lines": tuple(map(masked, looks.in_words(entry.stream_id, data))),
            "pictures": () if message.is_gone else tuple(self.pictures.get(entry.seq, ())),
        }

    def _own(self, entry: Entry, message: Message | None, data: dict[str, Any]) -> dict[str, Any]:
        """The person's words and files, and nothing of what others say around them."""
        said = kinds.said(entry, data)
        files = {"attachments": data["attachments"]} if "attachments" in data else {}
        self.teller.omissions.gone += said is None
        return {
            "text": said.text if said else "",
            "sentence": "" if message else self._kind_of(entry, said),
            "lines": tuple(looks.in_words(entry.stream_id, files)) if message else (),
        }

    def _kind_of(self, entry: Entry, said: kinds.Said | None) -> str:
        return str(kinds.KINDS[said.kind]) if said else entry.kind

    def _sentence(self, entry: Entry) -> str:
        """What happened, in words; something general if its data does not fit any more."""
        who = self.people.shown(entry.actor_id).name
        if entry.kind not in facts.KINDS:
            return f"{who}: {entry.kind}"
        try:
            said = facts.parse(entry).describe(who)
        except msgspec.ValidationError:
            return f"{who}: {entry.kind}"
        return self._named(said, entry)

    def _named(self, said: str, entry: Entry) -> str:
        """Entries know people by number; a transcript by name."""
        numbers = _numbers(entry.data) & self.people.cards.keys()
        if not numbers:
            return said

        def names(found: re.Match[str]) -> str:
            people = [int(number) for number in re.findall(r"\d+", found[2])]
            if not numbers.issuperset(people):
                return found[0]
            return ", ".join(self.people.shown(person).name for person in people)

        return PEOPLE.sub(names, said)

    def _remarks(self, entry: Entry, message: Message | None) -> Iterator[Remark]:
        shown = self.people.shown
        because = ""
        if entry.audience == Audience.CREW:
            because = "" if message else str(entry.data.get("because", ""))
            yield Remark("crew", because=self.people.masked(because))
        if entry.redacted_at:
            yield Remark("removed", entry.redacted_at)
        if message is None:
            return
        if message.edited_at:
            yield Remark("edited", message.edited_at, shown(entry.actor_id))
        if message.deleted_at and message.deleted_by_id:
            yield Remark("deleted", message.deleted_at, shown(message.deleted_by_id))
        if message.hidden_at and message.hidden_by_id:
            because = self.people.masked(message.hidden_because)
            yield Remark("hidden", message.hidden_at, shown(message.hidden_by_id), because)

    def _answers(self, message: Message | None) -> tuple[int, Shown] | None:
        if self.is_own or message is None or message.thread not in self.roots:
            return None
        thread = message.thread or 0
        return thread, self.people.shown(self.roots[thread])

    def _data(self, data: dict[str, Any]) -> dict[str, Any] | None:
        """Numbers of people are theirs everywhere, so masked transcripts do without."""
        if not self.choices.shows_names:
            return None
        return {name: value for name, value in data.items() if name not in DERIVED}

    def _meet(self) -> None:
        """Asks once for each person who acts or is named."""
        messages = self.messages.values()
        self.people.meet(
            {entry.actor_id for entry in self.entries}
            | {person for entry in self.entries for person in _numbers(entry.data)}
            | {message.deleted_by_id for message in messages if message.deleted_by_id}
            | {message.hidden_by_id for message in messages if message.hidden_by_id}
            | set(self.roots.values())
        )


def _numbers(data: dict[str, Any]) -> set[int]:
    """The people whom an entry tells of."""
    told = [data.get("person"), *(data.get("people") or ())]
    told += [person for place in data.get("places") or () for person in place[1]]
    return {person for person in told if isinstance(person, int)}


def _words(entry: Entry, data: dict[str, Any]) -> str:
    """What was said besides messages, to be quoted below the sentence."""
    try:
        return facts.parse(entry).words(data)
    except (KeyError, msgspec.ValidationError):
        return ""


def _messages(entries: list[Entry]) -> dict[int, Message]:
    """The messages that these entries posted, by seq."""
    if not entries:
        return {}
    wanted = {entry.seq for entry in entries}
    found = Message.objects.filter(
        stream_id=entries[0].stream_id, seq__range=(entries[0].seq, entries[-1].seq)
    )
    return {message.seq: message for message in found if message.seq in wanted}


def _roots(entries: list[Entry], messages: dict[int, Message]) -> dict[int, int]:
    """Who wrote the messages that these reply to, by seq."""
    seqs = {message.thread for message in messages.values() if message.thread}
    if not seqs:
        return {}
    found = Message.objects.filter(stream_id=entries[0].stream_id, seq__in=seqs)
    return dict(found.values_list("seq", "author_id"))


def _removed(entries: list[Entry]) -> set[int]:
    """Which of these entries, and of those they are about, had their content removed for good."""
    here = {entry.seq for entry in entries}
    about = {seq for entry in entries if (seq := facts.changes_look_of(entry))} - here
    removed = {entry.seq for entry in entries if entry.redacted_at}
    if about:
        found = Entry.objects.filter(
            stream_id=entries[0].stream_id, seq__in=about, redacted_at__isnull=False
        )
        removed |= set(found.values_list("seq", flat=True))
    return removed


def _revisions(entries: list[Entry]) -> dict[int, list[Version]]:
    """What these messages said before, oldest first."""
    found: dict[int, list[Version]] = {}
    if entries:
        rows = Revision.objects.filter(
            stream_id=entries[0].stream_id, seq__range=(entries[0].seq, entries[-1].seq)
        )
        for row in rows.order_by("seq", "number"):
            found.setdefault(row.seq, []).append(Version(row.text, row.replaced_at))
    return found


def _pictures(messages: dict[int, Message]) -> dict[int, list[Picture]]:
    carrying = {seq: one for seq, one in messages.items() if one.marks.get("attachments")}
    found: dict[int, list[Picture]] = {}
    if carrying:
        stream = next(iter(carrying.values())).stream_id
        files = File.objects.filter(stream=stream, seq__in=carrying, kind=File.Kind.IMAGE)
        for file in files.order_by("seq", "number"):
            found.setdefault(file.seq or 0, []).append(
                Picture(file.thumbnail or file.content, file.alt, file.name)
            )
    return found


def _accounts(person: int | None) -> set[int]:
    """The person's account, and the guests that were merged into it."""
    if person is None:
        return set()
    merged: Iterable[int] = User.objects.filter(merged_into=person).values_list("pk", flat=True)
    return {person, *merged}
