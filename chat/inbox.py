"""What concerns a person in a dialogue: mentions, replies to them, replies where they replied.

Nothing of it is kept for each reader: it is read from mentions, messages and read positions, and
only through what the person can follow now. A message that is gone concerns nobody. Who else knows of
something that concerns people declares it with `@concerns`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q

from chat import history
from chat.mentions import EVERYONE
from chat.models import InboxPosition, Mention, Message, ThreadPosition
from chat.places import Place, at_places, within
from polylogue.dialogues.models import Participation
from polylogue.kit import instants
from polylogue.log import reading
from polylogue.people.models import User
from rooms import reach
from rooms.models import ReadPosition, Room

PAGE = 50
COUNTED = 100

MENTION, REPLY, THREAD = "mention", "reply", "thread"


@dataclass(frozen=True, slots=True)
class Item:
    """What concerns a person, why, since when, and whether they have not seen it yet.

    `link` names the address of its room and seq.
    """

    place: Place
    why: str
    at: datetime
    is_new: bool
    link: str = "chat:message"


@dataclass(frozen=True, slots=True)
class Shown:
    """An item with its room and its line, as the page shows it."""

    item: Item
    room: Room
    line: history.Line


Source = Callable[["Inbox", int, datetime | None, datetime | None], Iterable[Item]]
SOURCES: list[Source] = []


def concerns(source: Source) -> Source:
    """Declares what else concerns people: its newest items, so many, before and after a moment."""
    SOURCES.append(source)
    return source


class Inbox:
    """What concerns one person in one dialogue, newest first."""

    def __init__(self, by: Participation) -> None:
        self.by = by
        self.streams = list(reach.streams_of(by.person_id, by.dialogue_id))
        merged = User.objects.filter(merged_into=by.person_id).values_list("pk", flat=True)
        self.mine = {by.person_id, *merged}

    def unread(self) -> int:
        """How many are new, up to `COUNTED`."""
        return sum(item.is_new for item in self.items(limit=COUNTED, after=self.seen_at))

    def page(self, before: datetime | None) -> tuple[list[Item], datetime | None]:
        """The newest items before this moment, and the one before which there are more."""
        return instants.page(self.items(limit=PAGE + 1, before=before), PAGE, lambda item: item.at)

    def items(
        self, *, limit: int = PAGE, before: datetime | None = None, after: datetime | None = None
    ) -> list[Item]:
        """The newest items, the latest first."""
        found = self._said(limit, before, after)
        for source in SOURCES:
            found += source(self, limit, before, after)
        return sorted(found, key=lambda item: (item.at, item.place), reverse=True)[:limit]

    def _said(self, limit: int, before: datetime | None, after: datetime | None) -> list[Item]:
        """Each message once: as a mention if it is one."""
        since = self._mentions(limit, before, after)
        whys = dict.fromkeys(since, MENTION)
        for message, why in self._replies(limit, before, after):
            whys.setdefault((message.stream_id, message.seq), why)
        if not whys:  # mostly: every page asks whether there is news
            return []
        messages = at_places(whys)
        standing = {
            p: m for p, m in messages.items() if not m.is_gone and m.author_id not in self.mine
        }
        is_new = self._unseen(standing.values(), since)
        return [
            Item(place, whys[place], since.get(place, message.posted_at), is_new(message))
            for place, message in standing.items()
        ]

    def shown(self, items: list[Item]) -> list[Shown]:
        """Items as a page shows them."""
        rooms = {r.stream_id: r for r in Room.objects.filter(stream__in=self.streams)}
        lines = {}
        for stream in {item.place[0] for item in items}:
            seqs = [item.place[1] for item in items if item.place[0] == stream]
            for line in history.lines(reading.places(stream, seqs), self.by):
                lines[stream, line.entry.seq] = line
        return [
            Shown(item, rooms[item.place[0]], lines[item.place])
            for item in items
            if item.place in lines
        ]

    def look(self, at: datetime) -> None:
        """The person looked at the page at this moment; what was there is not new any more."""
        place = InboxPosition(
            person_id=self.by.person_id, dialogue_id=self.by.dialogue_id, seen_at=at
        )
        InboxPosition.objects.bulk_create(
            [place],
            update_conflicts=True,
            update_fields=["seen_at"],
            unique_fields=["person", "dialogue"],
        )

    @cached_property
    def seen_at(self) -> datetime:
        """When they looked last; what was said before they came in is not news to them."""
        place = {"person_id": self.by.person_id, "dialogue_id": self.by.dialogue_id}
        looked = InboxPosition.objects.filter(**place).values_list("seen_at", flat=True).first()
        return looked or self.by.admitted_at or self.by.joined_at

    def _mentions(
        self, limit: int, before: datetime | None, after: datetime | None
    ) -> dict[Place, datetime]:
        roles = [*self.by.roles, EVERYONE]
        to_me = Q(person__in=self.mine) | Q(role__in=roles)
        said = Message.objects.standing().exclude(author__in=self.mine)
        here = Exists(said.filter(stream=OuterRef("stream"), seq=OuterRef("seq")))
        mentions = Mention.objects.filter(to_me, here, stream__in=self.streams)
        found = between(mentions, "at", before, after)
        rows = found.order_by("-at").values_list("stream_id", "seq", "at")[:limit]
        return {(stream, seq): at for stream, seq, at in rows}

    def _replies(
        self, limit: int, before: datetime | None, after: datetime | None
    ) -> Iterable[tuple[Message, str]]:
        """Replies to what the person wrote, and those after their own in other threads."""
        joined = self._threads()
        if not joined:
            return
        in_them = Message.objects.standing().filter(within(joined, "thread"))
        found = in_them.exclude(author__in=self.mine)
        for message in between(found, "posted_at", before, after).order_by("-posted_at")[:limit]:
            first = joined[message.stream_id, message.thread or 0]
            if message.seq > first:
                yield message, REPLY if first == message.thread else THREAD

    def _threads(self) -> dict[Place, int]:
        """The threads the person wrote in, with the first message of theirs in each."""
        own = Message.objects.filter(author__in=self.mine, stream__in=self.streams)
        begun = own.filter(replies__gt=0).values_list("stream_id", "seq")
        found = {(stream, seq): seq for stream, seq in begun}
        for stream, thread, seq in own.filter(thread__isnull=False).values_list(
            "stream_id", "thread", "seq"
        ):
            found[stream, thread or 0] = min(seq, found.get((stream, thread or 0), seq))
        return found

    def _unseen(self, messages: Iterable[Message], since: dict[Place, datetime]) -> Any:
        """Tells whether a message is new: since the last look, and not read where it stands."""
        person, seen_at = self.by.person_id, self.seen_at
        rooms = dict(
            ReadPosition.objects.filter(person=person, stream__in=self.streams).values_list(
                "stream_id", "seq"
            )
        )
        positions = ThreadPosition.objects.filter(person=person, stream__in=self.streams)
        threads = {(p.stream_id, p.thread): p.seq for p in positions}

        def is_new(message: Message) -> bool:
            at = since.get((message.stream_id, message.seq), message.posted_at)
            read = (
                threads.get((message.stream_id, message.thread), 0)
                if message.thread
                else rooms.get(message.stream_id, 0)
            )
            return at > seen_at and (message.seq > read or at > message.posted_at)

        return is_new


def between(rows: Any, name: str, before: datetime | None, after: datetime | None) -> Any:
    if before:
        rows = rows.filter(**{f"{name}__lt": before})
    if after:
        rows = rows.filter(**{f"{name}__gt": after})
    return rows
