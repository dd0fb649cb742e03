"""Hands: what people are doing at a board right now. Told a few times a second, and never kept.

A process tells its sockets, and the other processes, what is new of all hands at a board together: one
frame and one note for each tick, however many hands move. What is lost on the way is said again soon.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from rooms import protocol
from rooms.feed import FRAME_BODY_BYTES, Feed, Item
from rooms.handframes import Doing, Hand, Hands
from rooms.handtable import IDLE, News, Parts, Table, named, parts_of
from rooms.line import Line
from rooms.readers import read

if TYPE_CHECKING:
    from rooms.live import Hub

TICK_SECONDS = 0.08
BUSY_SECONDS = 0.5
REPEAT_SECONDS = 5.0
# How often a socket may say what its hand does: per second, and at once after a line that stood still.
PACE = 12.0, 60.0
ENTRY_BYTES = 24

Sight = Callable[[int, set[str]], set[str] | None]
"""Of the pieces named at a stream those that everybody there sees; None: no hands are shown there."""

SIGHTS: list[Sight] = []
CHECKED_AFTER: set[str] = set()


def shown_by(sight: Sight) -> Sight:
    """Declares at which streams hands are shown, and what may be said of them."""
    SIGHTS.append(sight)
    return sight


def visible(stream: int, names: set[str]) -> set[str] | None:
    answers = (sight(stream, names) for sight in SIGHTS)
    return next((answer for answer in answers if answer is not None), None)


class Tables:
    """The hands of all boards at which somebody of this process is."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.tables: dict[int, Table] = {}
        self.wake = asyncio.Event()

    def say(self, line: Line, hand: Hand) -> None:
        if hand.stream in line.follows:
            table = self.tables.get(hand.stream)
            if table is None:
                table = self.tables[hand.stream] = Table(hand.stream, line.dialogue)
                self.hub.ringing.note(what="hands", stream=hand.stream, asks=True)
            if hand.looks:
                table.look(line)
            else:
                table.say(line, parts_of(hand))
            self.wake.set()

    def away(self, line: Line, stream: int) -> None:
        if table := self.tables.get(stream):
            table.leave(line)

    def heard(self, feed: Feed, run: Iterable[Item]) -> None:
        """Entries after which hands may be shown no more."""
        table = self.tables.get(feed.stream)
        if table and any(one.kind in CHECKED_AFTER for one in run):
            table.is_checked = False

    def hear(self, note: dict[str, Any]) -> None:
        """Another process tells of its hands, or asks for those of this one."""
        if table := self.tables.get(note["stream"]):
            for person, parts in note.get("hands", ()):
                table.hear(person, parts)
            for person in note.get("gone", ()):
                table.hear_gone(person)
            if note.get("asks"):
                table.repeated_at = 0.0

    async def run(self) -> None:
        while True:
            if not self.tables:
                await self.wake.wait()
                self.wake.clear()
            await asyncio.sleep(TICK_SECONDS)
            await asyncio.gather(*(self.tick(table) for table in list(self.tables.values())))

    async def tick(self, table: Table) -> None:
        now = time.monotonic()
        table.forget_lost()
        pace = BUSY_SECONDS if table.is_busy else TICK_SECONDS
        if now - table.flushed_at >= pace * 0.9:
            table.flushed_at = now
            await self._flush(table)
        if not table.own:
            self._ring(table, {}, table.left)
            self.tables.pop(table.stream, None)

    async def _flush(self, table: Table) -> None:
        wishes, table.wishes = table.wishes, {}
        try:
            seen = await self._look(table, named(wishes.values()))
        except Exception:
            table.wish_again(wishes)
            raise
        if seen is None:
            self._close(table)
            return
        changed = table.settle(wishes, seen)
        now = time.monotonic()
        if now - table.repeated_at > REPEAT_SECONDS:
            table.repeated_at = now
            changed = table.own_hands()
        self._ring(table, changed, table.left)
        await self._tell(table)

    async def _look(self, table: Table, names: set[str]) -> set[str] | None:
        """Asks once for all that was said since the last tick, and only if there is something to ask."""
        if not names and table.is_checked:
            return names
        table.is_checked = True
        return await read(visible, table.stream, names)

    def _close(self, table: Table) -> None:
        """No hands are shown here: nobody's is kept, and everybody is told once that there are none."""
        told = [line for line in table.told if line in table.own]
        self.tables.pop(table.stream, None)
        for line in told:
            line.tell(Hands(stream=table.stream, full=True))

    def _ring(self, table: Table, hands: dict[int, Parts], left: set[int]) -> None:
        table.left = set()
        if hands or left:
            told = list(hands.items())
            note = {"stream": table.stream, "hands": told, "gone": list(left)}
            self.hub.ringing.note(what="hands", **note)

    async def _tell(self, table: Table) -> None:
        """Who is new or was slow gets all hands, the others what changed, unless it is their own alone."""
        news = table.news()
        lines = [line for line in table.own if not line.is_slow]
        table.told &= set(lines)
        new = [line for line in lines if line not in table.told]
        if new:
            every = {person: shown.parts for person, shown in table.shown.items()}
            await self._send(table, new, News(every, set(), set(every)), full=True)
        touched = news.hands.keys() | news.gone
        known = [line for line in lines if line in table.told and table.concerns(line, touched)]
        if known:
            await self._send(table, known, news, full=False)
        table.told |= set(new)

    async def _send(self, table: Table, lines: list[Line], news: News, *, full: bool) -> None:
        cards = await self.hub.cards.of(table.dialogue, news.came) if news.came else {}
        pace_ms = int(BUSY_SECONDS * 1000) if table.is_busy else 100
        for number, part in enumerate(_that_fit(news, cards)):
            text = protocol.encode(
                Hands(
                    stream=table.stream,
                    full=full and number == 0,
                    gone=sorted(news.gone) if number == 0 else [],
                    hands={str(p): _doing(news.hands[p], is_new=p in news.came) for p in part},
                    people={
                        str(p): msgspec.Raw(cards[p].encode())
                        for p in part
                        if p in news.came and p in cards
                    },
                    pace_ms=pace_ms,
                )
            )
            for line in lines:
                line.push(text)


def _doing(parts: Parts, *, is_new: bool) -> Doing:
    """Of a hand that is new, what it does; of others, what they do otherwise than before."""
    said = {name: v for name, v in parts.items() if not is_new or v != IDLE[name]}
    return msgspec.convert(said, Doing)


def _that_fit(news: News, cards: dict[int, str]) -> Iterator[list[int]]:
    """The people with news in as many frames as they need; one at least."""
    run: list[int] = []
    size = 0
    for person, parts in news.hands.items():
        card = cards.get(person, "") if person in news.came else ""
        more = len(protocol.encoder.encode(parts)) + len(card.encode()) + ENTRY_BYTES
        if run and size + more > FRAME_BODY_BYTES:
            yield run
            run, size = [], 0
        run.append(person)
        size += more
    yield run
