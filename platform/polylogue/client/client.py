"""One person at one dialogue: connects, follows, sends, and comes back by itself."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
import uuid
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self

from polylogue.client.diary import Diary
from polylogue.client.errands import Errands
from polylogue.client.link import Link
from polylogue.client.loading import Loader
from polylogue.client.outbox import Gone, Outbox, Pending, Receipt
from polylogue.client.pace import Pace
from polylogue.client.streams import Gap, Item, Stream
from polylogue.client.whereabouts import Whereabouts, leave_others

# A whole room hears the same: each client confirms somewhere between these, or all would at once.
ACK_BYTES = 24 * 1024, 40 * 1024
BEHIND_SECONDS = 5.0
ANSWER_SECONDS = 20.0
SILENT_BEATS = 3

Heard = Callable[[int, Item], None]


class Client:
    """Follows the person's streams and does commands; `async with Client(...) as ben:`.

    `streams` names those to follow (all by default); `from_start` loads them from their beginning
    instead of from where they stand. With `in_view`, the stream of a room, it is like a page of that
    room: it follows this one, goes along when the person is taken to another, and counts as there.
    `heard` is called with each new entry and its stream.
    With `keep` off nothing is remembered but cursors, for clients that run for long.
    """

    def __init__(
        self,
        site: str,
        dialogue: str,
        session: str,
        *,
        cookie: str = "sessionid",
        origin: str | None = None,
        streams: Iterable[int] | None = None,
        from_start: bool = False,
        in_view: int | None = None,
        heard: Heard | None = None,
        keep: bool = True,
        pace: Pace | None = None,
    ) -> None:
        site, headers = site.rstrip("/"), {"Cookie": f"{cookie}={session}"}
        self.wanted = None if streams is None else set(streams)
        self.from_start, self.heard, self.keep = from_start, heard, keep
        self.place = Whereabouts(in_view)
        self.pace = pace or Pace()
        self.diary = Diary() if keep else None
        self.streams: dict[int, Stream] = {}
        self.outbox = Outbox()
        self.welcome: dict[str, Any] = {}
        self.ready = asyncio.Event()
        self.moved = asyncio.Condition()
        self.gone: Gone | None = None
        self._unacked_bytes, self._ack_bytes = 0, random.randint(*ACK_BYTES)  # noqa: S311
        self._life: asyncio.Task[None] | None = None
        self._loader = Loader(site, dialogue, headers)
        self._link = Link(
            f"{site.replace('http', 'ws', 1)}/live/{dialogue}/",
            headers,
            origin=origin or site,
            pause=lambda after_ms: self.pace.delay(after_ms),
            note=self._note,
            opened=self._greet,
            beat=self._beat,
            hear=self._hear,
            lost=self.ready.clear,
        )
        self._errands = Errands(failed=self._link.give_up)

    @property
    def connections(self) -> int:
        """How often a line was opened."""
        return self._link.connections

    # ---- for those who use it ------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def open(self) -> None:
        """Connects; returns when the server has said welcome, raises Gone if it does not want us."""
        self._life = asyncio.create_task(self._live())
        greeted = asyncio.create_task(self.ready.wait())
        await asyncio.wait({self._life, greeted}, return_when=asyncio.FIRST_COMPLETED)
        greeted.cancel()
        if self.gone:
            raise self.gone

    async def close(self) -> None:
        """Leaves; commands without an answer raise Gone."""
        if self._life:
            self._life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._life
        await self._errands.end()
        self.outbox.gone(1000, "the client was closed")

    async def do(self, name: str, *, key: str | None = None, **args: Any) -> Receipt:
        """Does a command and waits for its answer, through lost lines and restarted servers.

        It is sent again with the same key until it is answered. Raises Refused or Gone.
        Commands awaited one after the other are committed in that order.
        """
        if self.gone:
            raise self.gone
        pending = self.outbox.add(key or str(uuid.uuid4()), name, args)
        if self.ready.is_set():
            await self._transmit(pending)
        return await pending.answer

    async def say(self, **frame: Any) -> None:
        """Sends any other frame: typing, read, follow, unfollow. Lost if there is no line."""
        if self.ready.is_set():
            await self._link.send(frame)

    async def follow(self, stream: int, after: int = 0, epoch: str | None = None) -> None:
        """Follows one more stream from after an entry."""
        epoch = epoch or await self._epoch(stream)
        self.streams[stream] = Stream(stream, epoch, after, keep=self.keep)
        await self._follow(self.streams[stream])

    async def _follow(self, stream: Stream) -> None:
        """From where it is."""
        stream.is_live = True
        is_shown = {"in_view": True} if stream.number == self.place.stream else {}
        await self._link.send({"t": "follow", "cursor": stream.cursor()} | is_shown)

    async def reached(self, stream: int, seq: int) -> None:
        """Waits until the client has everything of a stream up to an entry."""
        async with self.moved:
            await self.moved.wait_for(
                lambda: stream in self.streams and self.streams[stream].seq >= seq
            )

    # ---- coming and going ----------------------------------------------------------------------

    async def _live(self) -> None:
        bye = await self._link.live()
        self.gone = Gone(bye["code"], bye["text"])
        self.outbox.gone(self.gone.code, self.gone.text)

    async def _greet(self) -> None:
        cursors = [stream.cursor() for stream in self.streams.values() if stream.is_live]
        room = {"room": self.place.stream} if self.place.is_in_a_room else {}
        await self._link.send({"t": "hello", "v": 1, "cursors": cursors} | room)

    async def _beat(self) -> None:
        """The heartbeat; a line on which nothing is heard, or nothing answered, is given up."""
        while True:
            beat = self.welcome.get("beat_ms", 5000) / 1000
            await asyncio.sleep(beat)
            now, oldest = time.monotonic(), self.outbox.oldest()
            is_silent = now - self._link.heard_at > SILENT_BEATS * beat
            if is_silent or (oldest and now - oldest > max(ANSWER_SECONDS, SILENT_BEATS * beat)):
                self._link.give_up("silent" if is_silent else "no answer")
                return
            await self._ack()

    # ---- frames --------------------------------------------------------------------------------

    async def _hear(self, frame: dict[str, Any], size: int) -> None:
        match frame["t"]:
            case "entries":
                await self._entries(frame, size)
            case "ok":
                self.outbox.succeeded(frame)
            case "error":
                self._error(frame)
            case "welcome":
                await self._welcome(frame)
            case "heads":
                await self._heads(frame["heads"])
            case "resync":
                number = frame["stream"]
                self._errands.begin_last(number, self._load(number, frame["epoch"], frame["head"]))
            case "detached":
                self._detached(frame["stream"])
            case "moved":
                await self._moved(frame)

    async def _welcome(self, frame: dict[str, Any]) -> None:
        self.welcome = frame
        self.pace.succeeded()
        self.pace.first = min(self.pace.first, frame["window_ms"] / 1000)
        self._unacked_bytes = 0
        if there := self.place.meanwhile(frame):
            await self._go_to(there)
        for state in frame["streams"]:
            number = state["stream"]
            if number not in self.streams and self._wants(state):
                await self.follow(number, 0 if self.from_start else state["head"], state["epoch"])
        while pending := self.outbox.unsent_on(self._link.connections):
            await self._transmit(pending)
        self.ready.set()

    def _wants(self, state: dict[str, Any]) -> bool:
        if self.place.is_in_a_room:
            return self.place.wants(state)
        return self.wanted is None or state["stream"] in self.wanted

    async def _moved(self, frame: dict[str, Any]) -> None:
        """The server follows the new room for us already, from `after` on, and no other."""
        number, epoch, after = frame["stream"], frame["epoch"], frame["after"]
        self.place.moved(frame)
        leave_others(self.streams, self.welcome["streams"], number)
        start = 0 if self.from_start else after
        stream = self.streams.setdefault(number, Stream(number, epoch, start, keep=self.keep))
        stream.is_live = True
        if stream.epoch != epoch:
            stream.begin_again(epoch)
        if stream.seq < after:
            await self._follow(stream)
        async with self.moved:
            self.moved.notify_all()

    async def _go_to(self, number: int) -> None:
        """As a page does that learns from the welcome where its person belongs now."""
        self.place.stream = number
        for left in leave_others(self.streams, self.welcome["streams"], number):
            await self._link.send({"t": "unfollow", "stream": left})
        if stream := self.streams.get(number):
            await self._follow(stream)

    async def _entries(self, frame: dict[str, Any], size: int) -> None:
        stream = self.streams.get(frame["stream"])
        if stream is None:
            return
        try:
            await self._take(stream, frame)
        except Gap:
            await self._follow(stream)
            return
        self._unacked_bytes += size
        if self._unacked_bytes >= self._ack_bytes:
            await self._ack()

    async def _take(self, stream: Stream, frame: dict[str, Any]) -> None:
        new = stream.take(frame)
        if self.heard:
            for item in new:
                self.heard(stream.number, item)
        async with self.moved:
            self.moved.notify_all()

    async def _ack(self) -> None:
        self._unacked_bytes, self._ack_bytes = 0, random.randint(*ACK_BYTES)  # noqa: S311
        cursors = {str(s.number): s.seq for s in self.streams.values() if s.is_live}
        await self.say(t="ack", cursors=cursors)

    async def _heads(self, heads: dict[str, int]) -> None:
        for number, head in heads.items():
            stream = self.streams.get(int(number))
            if stream and stream.is_behind(head, BEHIND_SECONDS):
                stream.behind_since = None
                await self.say(t="follow", cursor=stream.cursor())

    def _detached(self, number: int) -> None:
        if number in self.streams:
            self.streams[number].is_live = False

    # ---- commands ------------------------------------------------------------------------------

    async def _transmit(self, pending: Pending) -> None:
        await self._link.send(pending.frame(self._link.connections))

    def _error(self, frame: dict[str, Any]) -> None:
        key, stream, retry_ms = frame.get("key"), frame.get("stream"), frame.get("retry_ms")
        if key and retry_ms:
            self._errands.begin(self._again_later(key, retry_ms))
        elif key:
            self.outbox.failed(frame)
        elif stream and retry_ms:
            self._errands.begin(self._follow_later(stream, retry_ms))
        elif stream:
            self._detached(stream)

    async def _again_later(self, key: str, retry_ms: int) -> None:
        await asyncio.sleep(retry_ms / 1000 * self.pace.random.uniform(1, 1.5))
        pending = self.outbox.waiting.get(key)
        if pending and self.ready.is_set():
            await self._transmit(pending)

    async def _follow_later(self, number: int, retry_ms: int) -> None:
        await asyncio.sleep(retry_ms / 1000 * self.pace.random.uniform(1, 1.5))
        if (stream := self.streams.get(number)) and stream.is_live:
            await self.say(t="follow", cursor=stream.cursor())

    # ---- loading -------------------------------------------------------------------------------

    async def _load(self, number: int, epoch: str, head: int) -> None:
        """Fetches what is too much, or too old, for the socket; then follows from there."""
        stream = self.streams.setdefault(number, Stream(number, epoch, 0, keep=self.keep))
        if stream.epoch != epoch or stream.seq > head:
            stream.begin_again(epoch)
        async for frame in self._loader.pages(stream, head):
            self._note("fetched", frame)
            await self._take(stream, frame)
        await self.say(t="follow", cursor=stream.cursor())

    async def _epoch(self, stream: int) -> str:
        """As the welcome said; a stream that is newer than it is asked for."""
        for state in self.welcome.get("streams", []):
            if state["stream"] == stream:
                return str(state["epoch"])
        return await self._loader.epoch(stream)

    def _note(self, what: str, frame: dict[str, Any]) -> None:
        if self.diary:
            self.diary.note(what, frame)
