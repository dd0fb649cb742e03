"""The hub: one per process, it reads what is new once and hands it to every socket that follows.

The log is the only source: doorbells (from the local writer, or from other processes through the
channel layer) merely say that a stream grew, and heads are polled anyway. So what is delivered is
in order and without holes by construction, whatever the doorbells do.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from polylogue.log import reading, writer
from rooms import greeting, protocol
from rooms.delivery import Delivery
from rooms.feed import Feed
from rooms.hands import Tables
from rooms.line import Line
from rooms.namecards import NameCards
from rooms.presence import Presence
from rooms.readers import read
from rooms.ringing import Ringing
from rooms.sign_ins import SignIns

log = logging.getLogger("polylogue.live")

POLL_SECONDS = 0.5
SILENCE_SECONDS = 60.0
STOP_SECONDS = 5.0


class Hub:
    """All sockets of this process. Everything here runs on the event loop, reads excepted."""

    def __init__(self) -> None:
        self.lines: set[Line] = set()
        self.feeds: dict[int, Feed] = {}
        self.lanes: set[int] = set()
        self.held: Counter[int] = Counter()
        self.grown: dict[int, int] = {}
        self.heads: dict[int, int] = {}
        self.wake = asyncio.Event()
        self.cards = NameCards()
        self.delivery = Delivery(self)
        self.presence = Presence(self)
        self.ringing = Ringing(self)
        self.hands = Tables(self)
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
        helpers = (self.presence.run, self.ringing.run, self.sign_ins.run, self.hands.run)
        jobs = (self.delivery.run, self._poll, self._watch, *helpers)
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
        if line not in self.lines:
            self.lines.add(line)
            self.held[line.lane] += 1
        self.presence.changed(line)

    def close(self, line: Line) -> None:
        """Costs as much as the line follows, however many others there are: all may leave at once."""
        if line in self.lines:
            self.lines.discard(line)
            self.held[line.lane] -= 1
        for stream in list(line.follows):
            self.unfollow(line, stream)
        if not self.held[line.lane]:
            del self.held[line.lane]
            self._let_go(line.lane)
            self.cards.forget_dialogue(line.dialogue)
        if not self.lines:
            self.heads.clear()
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
            self.start_again(feed, head)
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
        if feed and not feed.lines and stream not in self.held:
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
            self.heads[stream] = max(head, self.heads.get(stream, 0))
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

    def start_again(self, feed: Feed, head: reading.Head) -> None:
        """The log is another one now (restored, or failed over): every client loads its page anew."""
        self.heads.pop(feed.stream, None)
        for line in list(feed.lines):
            line.tell(protocol.Resync(feed.stream, head.epoch, head.seq))
            self.unfollow(line, feed.stream)
        if feed.stream in self.feeds:
            self.feeds[feed.stream] = Feed(feed.stream, feed.dialogue, head.epoch, head.seq)

    # ---- watching ------------------------------------------------------------------------------

    async def _poll(self) -> None:
        """Finds growth that no doorbell told: lost ones, and writers without a shared layer."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            if self.feeds:
                await self.look()

    async def look(self) -> None:
        """Compares heads with what was known when they were asked for: feeds go on meanwhile."""
        asked = {stream: feed.head for stream, feed in self.feeds.items()}
        self.compare(asked, await read(reading.heads, asked))

    def compare(self, asked: dict[int, int], heads: dict[int, reading.Head]) -> None:
        """Takes what the database answered; `asked` is where the feeds stood before."""
        for stream in asked.keys() & self.feeds.keys():
            head, feed = heads.get(stream), self.feeds[stream]
            if head and (head.epoch != feed.epoch or head.seq < asked[stream]):
                self.start_again(feed, head)
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
        """Where the streams stand that a socket follows; of its others, what was heard of them."""
        heads = {stream: self.heads[stream] for stream in line.allowed if stream in self.heads}
        heads |= {s: self.feeds[s].head for s in line.follows if s in self.feeds}
        return protocol.Heads(greeting.now(), {str(stream): head for stream, head in heads.items()})

    async def _for_ever(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begins a job again when it fails: what it missed is found by polling."""
        while True:
            try:
                await job()
            except Exception:
                log.exception("the hub begins %s again", job.__name__)
                await asyncio.sleep(POLL_SECONDS)
                self.wake.set()


hub = Hub()
writer.on_commit_ring(hub.rung_by_writer)


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, **_: object) -> None:
    if session := request.session.session_key:
        hub.sign_ins.end(session)
