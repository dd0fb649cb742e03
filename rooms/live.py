"""The hub: one per process, it reads what is new once and hands it to every socket that follows.

The log is the only source: doorbells (from the local writer, or from other processes through the
channel layer) merely say that a stream grew, and heads are polled anyway. So what is delivered is
in order and without holes by construction, whatever the doorbells do.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from polylogue.dialogues.cards import cards
from polylogue.log import reading, writer
from rooms import feed as feeds
from rooms import greeting, protocol, reach, revocation
from rooms.feed import Encoder, Feed, Item
from rooms.line import Line, weigh
from rooms.presence import Presence
from rooms.protocol import encoder
from rooms.readers import read
from rooms.ringing import Ringing
from rooms.sign_ins import SignIns

log = logging.getLogger("polylogue.live")

POLL_SECONDS = 0.5
PAUSE_SECONDS = (0.06, 0.1)
SILENCE_SECONDS = 60.0
CARD_SECONDS = 60.0
STOP_SECONDS = 5.0


class Hub:
    """All sockets of this process. Everything here runs on the event loop, reads excepted."""

    def __init__(self) -> None:
        self.lines: set[Line] = set()
        self.feeds: dict[int, Feed] = {}
        self.lanes: set[int] = set()
        self.grown: dict[int, int] = {}
        self.wake = asyncio.Event()
        self.cards: dict[int, dict[int, tuple[float, str]]] = {}
        self.presence = Presence(self)
        self.ringing = Ringing(self)
        self.sign_ins = SignIns(self)
        self.tasks: list[asyncio.Task[None]] = []
        self.loop: asyncio.AbstractEventLoop | None = None
        self.leaving = False

    def start(self) -> None:
        """Begins to work on the running loop; harmless when it works already."""
        loop = asyncio.get_running_loop()
        if self.loop is loop:
            return
        self.loop = loop
        helpers = (self.presence.run, self.ringing.run, self.sign_ins.run)
        jobs = (self._cycle, self._poll, self._watch, *helpers)
        self.tasks = [asyncio.ensure_future(self._for_ever(job)) for job in jobs]

    async def stop(self) -> None:
        """Ends all work; what does not end in time (a frozen layer) is left to the process's end."""
        for task in self.tasks:
            task.cancel()
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=STOP_SECONDS)
        self.tasks, self.loop = [], None

    # ---- lines ---------------------------------------------------------------------------------

    def open(self, line: Line) -> None:
        self.lines.add(line)
        self.presence.changed(line)

    def close(self, line: Line) -> None:
        self.lines.discard(line)
        for stream in list(line.follows):
            self.unfollow(line, stream)
        self._let_go(line.lane)
        self.presence.left(line)

    def watch(self, line: Line, head: reading.Head) -> None:
        """Reads the dialogue's stream for a line that may not follow it: its rights stand there."""
        self.lanes.add(line.lane)
        if line.lane not in self.feeds:
            self.feeds[line.lane] = Feed(line.lane, line.dialogue, head.epoch, head.seq)

    def follow(self, line: Line, stream: int, head: reading.Head, after: int) -> None:
        """Delivers a stream from `after` on: what is missing first, then live, with no hole between."""
        feed = self.feeds.get(stream)
        if feed and feed.epoch != head.epoch:
            self._start_again(feed, head)
            feed = self.feeds.get(stream)
        if feed is None:
            feed = self.feeds[stream] = Feed(stream, line.dialogue, head.epoch, head.seq)
        line.follows[stream] = after
        feed.lines.add(line)
        feed.behind.add(line)
        feed.unchecked.add(line)
        self.wake.set()

    def unfollow(self, line: Line, stream: int) -> None:
        line.forget(stream)
        if feed := self.feeds.get(stream):
            feed.lines.discard(line)
            feed.behind.discard(line)
            feed.unchecked.discard(line)
            self._let_go(stream)

    def _let_go(self, stream: int) -> None:
        feed = self.feeds.get(stream)
        if feed and not feed.lines and not any(line.lane == stream for line in self.lines):
            del self.feeds[stream]
            self.lanes.discard(stream)

    def confirmed(self, line: Line, cursors: dict[str, int]) -> None:
        line.confirm(cursors)
        if any(line in self.feeds[s].behind for s in line.follows if s in self.feeds):
            self.wake.set()

    # ---- doorbells -----------------------------------------------------------------------------

    def rung(self, heads: dict[int, int]) -> None:
        """These streams are at least at these heads now."""
        for stream, head in heads.items():
            feed = self.feeds.get(stream)
            if feed and head > max(feed.head, self.grown.get(stream, 0)):
                self.grown[stream] = head
                self.wake.set()

    def rung_by_writer(self, grown: writer.Grown) -> None:
        """Called in a writer thread after its commit."""
        heads = {stream: head for stream, (_, head) in grown.items()}
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self._rung_here, heads)

    def _rung_here(self, heads: dict[int, int]) -> None:
        self.rung(heads)
        self.ringing.tell(heads)

    # ---- the cycle -----------------------------------------------------------------------------

    async def _cycle(self) -> None:
        """Delivers what is new at once after a pause, else when the last delivery is paid for."""
        while True:
            await self.wake.wait()
            self.wake.clear()
            started = time.monotonic()
            await self.deliver()
            shortest, longest = PAUSE_SECONDS
            pause = 2 * (time.monotonic() - started)
            await asyncio.sleep(min(max(pause, shortest), longest))

    async def deliver(self) -> None:
        """One round: check streams that somebody began to follow, read, hand out, catch up."""
        await self._check_heads([f.stream for f in self.feeds.values() if f.unchecked])
        grown, self.grown = self.grown, {}
        wanted = {
            stream: (self.feeds[stream].head, head)
            for stream, head in grown.items()
            if stream in self.feeds and head > self.feeds[stream].head
        }
        new = await read(_load, wanted) if wanted else {}
        for stream, entries in sorted(new.items(), key=self._lanes_last):
            if (feed := self.feeds.get(stream)) and feed.head == wanted[stream][0]:
                await self._spread_alone(feed, entries)
        for feed in [f for f in self.feeds.values() if f.behind]:
            await self._catch_up(feed)

    def _lanes_last(self, new: tuple[int, list[Item]]) -> bool:
        """Whoever is removed gets what their rooms hold for them before the dialogue's goodbye."""
        return new[0] in self.lanes

    async def _check_heads(self, streams: list[int]) -> None:
        """A newcomer gets nothing before the head and their reach were compared with the database.

        Whatever changes after this is told by an entry, since they are attached already.
        """
        if not streams:
            return
        asking = {s: set(self.feeds[s].unchecked) for s in streams}
        people = {line.person for lines in asking.values() for line in lines}
        heads, held = await read(_heads_and_reach, streams, people)
        for stream, head in heads.items():
            if feed := self.feeds.get(stream):
                feed.unchecked -= asking[stream]
                if head.epoch != feed.epoch or head.seq < feed.head:
                    self._start_again(feed, head)
                for line in asking[stream] & feed.lines:
                    if (stream, line.person) not in held:
                        revocation.detach(self, line, stream, line.follows[stream])
        self.rung({stream: head.seq for stream, head in heads.items()})

    def _start_again(self, feed: Feed, head: reading.Head) -> None:
        """The log is another one now (restored, or failed over): every client loads its page anew."""
        for line in list(feed.lines):
            line.tell(protocol.Resync(feed.stream, head.epoch, head.seq))
            self.unfollow(line, feed.stream)
        if feed.stream in self.feeds:
            self.feeds[feed.stream] = Feed(feed.stream, feed.dialogue, head.epoch, head.seq)

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
        revocation.forget_cards(self, feed, entries)
        cards = await self._cards(feed.dialogue, {p for one in entries for p in one.people})
        feed.replace(renewed)
        after = feed.head
        feed.extend(entries)
        encode = Encoder(feed, cards)
        for run in feeds.slices(entries, cards):
            live = [line for line in feed.lines if line not in feed.behind]
            for line, text, size in encode.frames(run, after, live):
                if line.follows[feed.stream] == after and line.has_room_for(size):
                    line.deliver(feed.stream, run[-1].seq, text, size)
                else:
                    feed.behind.add(line)
            after = run[-1].seq
            revocation.apply(self, feed, run)

    async def _catch_up(self, feed: Feed) -> None:
        """Feeds lines that are behind, from the ring or the log, as far as each has room."""
        for line in list(feed.behind - feed.unchecked):
            if line not in feed.behind or feed.stream not in line.follows:
                continue
            entries = feed.since(line.follows[feed.stream])
            if entries is None:
                entries = await self._from_log(feed, line.follows.get(feed.stream, 0))
            cards = await self._cards(feed.dialogue, {p for one in entries for p in one.people})
            self._feed(feed, line, entries, Encoder(feed, cards))

    def _feed(self, feed: Feed, line: Line, entries: list[Item], encode: Encoder) -> None:
        for run in feeds.slices(entries, encode.cards):
            after = line.follows.get(feed.stream)
            if after is None or run[0].seq != after + 1:
                break
            text = encode.frame(run, after, line)
            size = weigh(text)
            if not line.has_room_for(size):
                break
            line.deliver(feed.stream, run[-1].seq, text, size)
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

    async def _cards(self, dialogue: int, people: set[int]) -> dict[int, str]:
        known = self.cards.setdefault(dialogue, {})
        now = time.monotonic()
        missing = {p for p in people if p not in known or known[p][0] < now}
        if missing:
            for person, card in (await read(cards, dialogue, missing)).items():
                known[person] = (now + CARD_SECONDS, encoder.encode(card).decode())
        return {person: known[person][1] for person in people if person in known}

    # ---- watching ------------------------------------------------------------------------------

    async def _poll(self) -> None:
        """Finds growth that no doorbell told: lost ones, and writers without a shared layer."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            if self.feeds:
                await self.look()

    async def look(self) -> None:
        """Compares the heads with what was known when they were asked for: feeds go on meanwhile."""
        asked = {stream: feed.head for stream, feed in self.feeds.items()}
        heads = await read(reading.heads, asked)
        for stream in asked.keys() & self.feeds.keys():
            head, feed = heads.get(stream), self.feeds[stream]
            if head and (head.epoch != feed.epoch or head.seq < asked[stream]):
                self._start_again(feed, head)
        self.rung({stream: head.seq for stream, head in heads.items()})

    async def _watch(self) -> None:
        """Says goodbye to sockets that have been silent too long.

        Before that it asks them: a browser holds the timers of a page in the background back for a
        minute, but lets it answer.
        """
        while True:
            await asyncio.sleep(SILENCE_SECONDS / 12)
            now = time.monotonic()
            for line in list(self.lines):
                if line.closing and line.stuck:
                    line.hang_up()
                elif now - line.heard_at > SILENCE_SECONDS:
                    line.leave(protocol.bye(4102 if line.unconfirmed else 4105))
                elif now - line.heard_at > SILENCE_SECONDS / 3:
                    line.tell(self.heads_for(line))

    def heads_for(self, line: Line) -> protocol.Heads:
        """Where the streams stand that a socket follows."""
        followed = [self.feeds[stream] for stream in line.follows if stream in self.feeds]
        heads = {str(feed.stream): feed.head for feed in followed}
        return protocol.Heads(greeting.now(), heads)

    async def _for_ever(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begins a job again when it fails: what it missed is found by polling."""
        while True:
            try:
                await job()
            except Exception:
                log.exception("the hub begins %s again", job.__name__)
                await asyncio.sleep(POLL_SECONDS)
                self.wake.set()


def _heads_and_reach(
    streams: list[int], people: set[int]
) -> tuple[dict[int, reading.Head], set[tuple[int, int]]]:
    return reading.heads(streams), reach.held(streams, people)


def _load(wanted: dict[int, tuple[int, int]]) -> dict[int, list[Item]]:
    return feeds.items(reading.ranges(wanted))


def _load_places(stream: int, seqs: set[int]) -> list[Item]:
    found = reading.places(stream, seqs)
    return feeds.items(found).get(stream, [])


hub = Hub()
writer.on_commit_ring(hub.rung_by_writer)


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, **_: object) -> None:
    if session := request.session.session_key:
        hub.sign_ins.end(session)
