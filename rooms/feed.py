"""The recent entries of one stream, encoded once per audience, and the lines that follow it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from polylogue.log import facts
from polylogue.log.models import Audience, Entry
from polylogue.log.reading import as_item
from rooms.line import Line, weigh
from rooms.protocol import ACK_BYTES, OUT_BYTES, UNCONFIRMED_BYTES, encoder

RING_ENTRIES = 1000
DETACHED = "rooms.person_detached"
LEFT = "rooms.people_left"
MOVED = "rooms.people_moved"
ROLES_CHANGED = "dialogues.roles_changed"
# After these somebody sees less, or more: what follows them goes into another frame.
TURNS = {DETACHED, LEFT, ROLES_CHANGED}
# Entries with the cards of their people; a frame is at most OUT_BYTES, even if one entry fills it.
FRAME_BODY_BYTES = OUT_BYTES - 12 * 1024
# What catches up comes in frames of which one more has room until the client must confirm.
REPLAY_BODY_BYTES = UNCONFIRMED_BYTES - ACK_BYTES - 1024
CARD_KEY_BYTES = 12


@dataclass(slots=True)
class Item:
    """An entry, encoded. `about` is the earlier entry that it changes the look of, if any."""

    seq: int
    text: str
    size: int
    people: tuple[int, ...]
    audience: str
    person: int | None
    about: int | None
    kind: str
    data: dict[str, Any]

    def is_for(self, line: Line) -> bool:
        if self.audience == Audience.CREW:
            return line.crew or self.person == line.person
        return self.audience == Audience.EVERYONE or self.person == line.person


def item(entry: Entry, shown: dict[str, Any]) -> Item:
    """Encodes an entry; the people it names by `person` are shown by card, like its actor.

    One too large for a frame says so instead of its data; browsers then ask for it over HTTP.
    """
    encoded = encoder.encode(as_item(entry, shown))
    if len(encoded) > FRAME_BODY_BYTES:
        encoded = encoder.encode(as_item(entry, {**entry.data, "large": True}))
    people = [entry.actor_id]
    if isinstance(named := entry.data.get("person"), int):
        people.append(named)
    return Item(
        seq=entry.seq,
        text=encoded.decode(),
        size=len(encoded),
        people=tuple(people),
        audience=entry.audience,
        person=entry.person_id,
        about=facts.changes_look_of(entry),
        kind=entry.kind,
        data=entry.data,
    )


def items(entries: Iterable[Entry]) -> dict[int, list[Item]]:
    """Encoded entries by stream, with what they refer to as it may be seen now."""
    entries = list(entries)
    shown = facts.resolve(entries)
    by_stream: dict[int, list[Item]] = {}
    for entry in entries:
        one = item(entry, shown[entry.stream_id, entry.seq])
        by_stream.setdefault(entry.stream_id, []).append(one)
    return by_stream


@dataclass(eq=False, slots=True)
class Feed:
    """A followed stream in this process. `head` is the last entry in the ring."""

    stream: int
    dialogue: int
    epoch: str
    head: int
    ring: deque[Item] = field(default_factory=lambda: deque(maxlen=RING_ENTRIES))
    lines: set[Line] = field(default_factory=set)
    behind: set[Line] = field(default_factory=set)
    unchecked: set[Line] = field(default_factory=set)

    def extend(self, new: list[Item]) -> None:
        """Takes the entries right after `head`; anything else is a fault of the caller."""
        for one in new:
            if one.seq != self.head + 1:
                raise ValueError(f"stream {self.stream}: {one.seq} does not follow {self.head}")
            self.ring.append(one)
            self.head = one.seq

    def since(self, seq: int) -> list[Item] | None:
        """The entries after `seq`, or None if the ring does not go back that far."""
        if seq >= self.head:
            return []
        if not self.ring or self.ring[0].seq > seq + 1:
            return None
        start = seq + 1 - self.ring[0].seq
        return [self.ring[i] for i in range(start, len(self.ring))]

    def touched_by(self, new: list[Item]) -> set[int]:
        """Earlier entries in the ring that must be encoded again because these changed their look.

        What is said of a correction (its content was removed) is said of the corrected entry too.
        """
        changed = {one.about for one in new if one.about}
        changed |= {one.about for one in self.ring if one.seq in changed and one.about}
        return {one.seq for one in self.ring if one.seq in changed or one.about in changed}

    def replace(self, renewed: list[Item]) -> None:
        by_seq = {one.seq: one for one in renewed}
        for place, one in enumerate(self.ring):
            if one.seq in by_seq:
                self.ring[place] = by_seq[one.seq]


def slices(
    entries: list[Item], cards: dict[int, str], most: int = FRAME_BODY_BYTES
) -> Iterator[list[Item]]:
    """The entries in runs that fit into one frame each, with a card for everybody they name.

    A run ends where somebody is detached or gets another role.
    """
    run: list[Item] = []
    people: set[int] = set()
    size = 0
    for one in entries:
        size += one.size + _size_of_cards(one.people, people, cards)
        if run and size > most:
            yield run
            run, people = [], set()
            size = one.size + _size_of_cards(one.people, people, cards)
        run.append(one)
        people.update(one.people)
        if one.kind in TURNS:
            yield run
            run, people, size = [], set(), 0
    if run:
        yield run


def _size_of_cards(named: Iterable[int], known: set[int], cards: dict[int, str]) -> int:
    new = [cards[person] for person in set(named) - known if person in cards]
    return sum(len(card.encode()) + CARD_KEY_BYTES for card in new)


class Encoder:
    """Puts runs of entries into frames, one text per audience."""

    def __init__(self, feed: Feed, cards: dict[int, str]) -> None:
        self.feed = feed
        self.cards = cards

    def frame(self, run: list[Item], after: int, line: Line) -> str:
        return self.text([one for one in run if one.is_for(line)], after, run[-1].seq)

    def frames(
        self, run: list[Item], after: int, lines: Iterable[Line]
    ) -> Iterator[tuple[Line, str, int]]:
        """Each line with its text and size; lines that may see the same entries share one text."""
        if all(one.audience == Audience.EVERYONE for one in run):
            text = self.text(run, after, run[-1].seq)
            size = weigh(text)
            for line in lines:
                yield line, text, size
            return
        made: dict[tuple[bool, ...], tuple[str, int]] = {}
        for line in lines:
            visible = tuple(one.is_for(line) for one in run)
            if visible not in made:
                text = self.frame(run, after, line)
                made[visible] = text, weigh(text)
            yield line, *made[visible]

    def text(self, run: list[Item], after: int, to: int) -> str:
        people = {person for one in run for person in one.people}
        cards = ",".join(f'"{p}":{self.cards[p]}' for p in sorted(people) if p in self.cards)
        return (
            f'{{"t":"entries","stream":{self.feed.stream},"epoch":"{self.feed.epoch}",'
            f'"from":{after + 1},"to":{to},"items":[{",".join(one.text for one in run)}],'
            f'"people":{{{cards}}}}}'
        )
