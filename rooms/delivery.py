"""One round of delivery after another: read what is new, hand it out, let those behind catch up."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from polylogue.log import reading
from rooms import feed as feeds
from rooms import protocol, reach, revocation, taking
from rooms.feed import Encoder, Feed, Item
from rooms.line import Line, weigh
from rooms.readers import read

if TYPE_CHECKING:
    from rooms.live import Hub

log = logging.getLogger("polylogue.live")

PAUSE_SECONDS = (0.01, 0.06)
# So a board of a hundred is told thirty times a second and more, a plenary of a thousand in fuller frames.
FRAMES_PER_SECOND = 3000


def pause_after(seconds: float, frames: int) -> float:
    """How long the hub rests after a round that took so long and handed out so many frames."""
    shortest, longest = PAUSE_SECONDS
    return min(max(shortest, 2 * seconds, frames / FRAMES_PER_SECOND), longest)


class Delivery:
    """What carries entries from the log to the lines of a hub, stream by stream, in order."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.frames = 0

    async def run(self) -> None:
        """Delivers what is new at once after a pause, else when the last delivery is paid for."""
        while True:
            await self.hub.wake.wait()
            self.hub.wake.clear()
            started, self.frames = time.monotonic(), 0
            await self.deliver()
            await asyncio.sleep(pause_after(time.monotonic() - started, self.frames))

    async def deliver(self) -> None:
        """One round: check streams that somebody began to follow, read, hand out, catch up."""
        await self._check_heads([f.stream for f in self.hub.feeds.values() if f.unchecked])
        grown, self.hub.grown = self.hub.grown, {}
        wanted = {
            stream: (self.hub.feeds[stream].head, head)
            for stream, head in grown.items()
            if stream in self.hub.feeds and head > self.hub.feeds[stream].head
        }
        new = await read(_load, wanted) if wanted else {}
        for stream, entries in sorted(new.items(), key=self._lanes_last):
            if (feed := self.hub.feeds.get(stream)) and feed.head == wanted[stream][0]:
                await self._spread_alone(feed, entries)
        for feed in [f for f in self.hub.feeds.values() if f.behind]:
            await self._catch_up(feed)

    def _lanes_last(self, new: tuple[int, list[Item]]) -> bool:
        """Whoever is removed gets what their rooms hold for them before the dialogue's goodbye."""
        return new[0] in self.hub.lanes

    async def _check_heads(self, streams: list[int]) -> None:
        """A newcomer gets nothing before the head and their reach were compared with the database.

        Whatever changes after this is told by an entry, since they are attached already.
        """
        if not streams:
            return
        asking = {s: set(self.hub.feeds[s].unchecked) for s in streams}
        asked = {s: self.hub.feeds[s].head for s in streams}
        people = {line.person for lines in asking.values() for line in lines}
        heads, held = await read(_heads_and_reach, streams, people)
        for stream in heads:
            if feed := self.hub.feeds.get(stream):
                feed.unchecked -= asking[stream]
        self.hub.compare(asked, heads)
        for stream in heads:
            if feed := self.hub.feeds.get(stream):
                for line in asking[stream] & feed.lines:
                    if (stream, line.person) not in held:
                        revocation.detach(self.hub, line, stream, line.follows[stream])

    async def _spread_alone(self, feed: Feed, entries: list[Item]) -> None:
        """A stream that is damaged silences no other; polling tries it again."""
        try:
            await self._spread(feed, entries)
        except Exception:
            log.exception("stream %s cannot be handed out from %s on", feed.stream, feed.head)
            feed.behind |= feed.lines

    async def _spread(self, feed: Feed, entries: list[Item]) -> None:
        touched = feed.touched_by(entries)
        renewed = await read(_load_places, feed.stream, touched) if touched else []
        revocation.forget_cards(self.hub, feed, entries)
        cards = await self.hub.cards.of(feed.dialogue, {p for one in entries for p in one.people})
        feed.replace(renewed)
        after = feed.head
        feed.extend(entries)
        encode = Encoder(feed, cards)
        for run in feeds.slices(entries, cards):
            live = [line for line in feed.lines if line not in feed.behind]
            for line, text, size in encode.frames(run, after, live):
                if line.follows[feed.stream] == after and line.has_room_for(size):
                    line.deliver(feed.stream, run[-1].seq, text, size)
                    self.frames += 1
                else:
                    feed.behind.add(line)
            after = run[-1].seq
            revocation.apply(self.hub, feed, run)
            await taking.apply(self.hub, feed, run)
            self.hub.hands.heard(feed, run)

    async def _catch_up(self, feed: Feed) -> None:
        """Feeds lines that are behind, from the ring or the log, as far as each has room."""
        for line in list(feed.behind - feed.unchecked):
            if line not in feed.behind or feed.stream not in line.follows:
                continue
            entries = feed.since(line.follows[feed.stream])
            if entries is None:
                entries = await self._from_log(feed, line.follows.get(feed.stream, 0))
            cards = await self.hub.cards.of(
                feed.dialogue, {p for one in entries for p in one.people}
            )
            self._feed(feed, line, entries, Encoder(feed, cards))

    def _feed(self, feed: Feed, line: Line, entries: list[Item], encode: Encoder) -> None:
        for run in feeds.slices(entries, encode.cards, feeds.REPLAY_BODY_BYTES):
            after = line.follows.get(feed.stream)
            if after is None or run[0].seq != after + 1:
                break
            text = encode.frame(run, after, line)
            size = weigh(text)
            if not line.has_room_for(size):
                break
            line.deliver(feed.stream, run[-1].seq, text, size)
            self.frames += 1
        if line.follows.get(feed.stream) == feed.head or line.closing:
            feed.behind.discard(line)

    async def _from_log(self, feed: Feed, after: int) -> list[Item]:
        """A page of the log for a line further back than the ring, kept if the ring is empty."""
        to = min(feed.head, after + protocol.REPLAY_ENTRIES)
        start, ring_was_empty = feed.head, not feed.ring
        loaded = await read(_load, {feed.stream: (after, to)})
        entries = loaded.get(feed.stream, [])
        if ring_was_empty and not feed.ring and to == start == feed.head:
            feed.ring.extend(entries)
        return entries


def _heads_and_reach(
    streams: list[int], people: set[int]
) -> tuple[dict[int, reading.Head], set[tuple[int, int]]]:
    return reading.heads(streams), reach.held(streams, people)


def _load(wanted: dict[int, tuple[int, int]]) -> dict[int, list[Item]]:
    return feeds.items(reading.ranges(wanted))


def _load_places(stream: int, seqs: set[int]) -> list[Item]:
    found = reading.places(stream, seqs)
    return feeds.items(found).get(stream, [])
