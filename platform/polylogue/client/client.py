"""One person at one dialogue: connects, follows, sends, and comes back by itself."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import uuid
from collections.abc import Callable, Coroutine, Iterable
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin, Subprotocol

from polylogue.client.diary import Diary
from polylogue.client.outbox import Gone, Outbox, Pending, Receipt
from polylogue.client.pace import Pace
from polylogue.client.streams import Gap, Item, Stream

SUBPROTOCOL = Subprotocol("polylogue.v1")
ACK_BYTES = 40 * 1024
BEHIND_SECONDS = 5.0
ANSWER_SECONDS = 20.0
SILENT_BEATS = 3
FRAME_BYTES = 1024 * 1024

Heard = Callable[[int, Item], None]


class Client:
    """Follows the person's streams and does commands; `async with Client(...) as ben:`.

    `streams` names those to follow (all by default); `from_start` loads them from their beginning
    instead of from where they stand. `heard` is called with each new entry and its stream.
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
        heard: Heard | None = None,
        keep: bool = True,
        pace: Pace | None = None,
    ) -> None:
        self.site, self.dialogue = site.rstrip("/"), dialogue
        self.headers = {"Cookie": f"{cookie}={session}"}
        self.origin = origin or self.site
        self.wanted = None if streams is None else set(streams)
        self.from_start, self.heard, self.keep = from_start, heard, keep
        self.pace = pace or Pace()
        self.diary = Diary() if keep else None
        self.streams: dict[int, Stream] = {}
        self.outbox = Outbox()
        self.welcome: dict[str, Any] = {}
        self.bye: dict[str, Any] | None = None
        self.ready = asyncio.Event()
        self.moved = asyncio.Condition()
        self.socket: ClientConnection | None = None
        self.gone: Gone | None = None
        self.connections = 0
        self._unacked_bytes = 0
        self._heard_at = 0.0
        self._life: asyncio.Task[None] | None = None
        self._errands: set[asyncio.Task[None]] = set()
        self._loads: dict[int, asyncio.Task[None]] = {}

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
        for task in [self._life, *self._errands]:
            if task:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
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
            await self._send(frame)

    async def follow(self, stream: int, after: int = 0, epoch: str | None = None) -> None:
        """Follows one more stream from after an entry."""
        epoch = epoch or await self._epoch(stream)
        self.streams[stream] = Stream(stream, epoch, after, keep=self.keep)
        await self._send({"t": "follow", "cursor": self.streams[stream].cursor()})

    async def reached(self, stream: int, seq: int) -> None:
        """Waits until the client has everything of a stream up to an entry."""
        async with self.moved:
            await self.moved.wait_for(
                lambda: stream in self.streams and self.streams[stream].seq >= seq
            )

    # ---- coming and going ----------------------------------------------------------------------

    async def _live(self) -> None:
        while self.gone is None:
            self.bye = None
            try:
                await self._connect()
            except (OSError, WebSocketException, TimeoutError) as problem:
                self._note("lost", {"why": repr(problem)})
            self.socket = None
            self.ready.clear()
            if self.bye and not self.bye["retry"]:
                self.gone = Gone(self.bye["code"], self.bye["text"])
                self.outbox.gone(self.gone.code, self.gone.text)
            else:
                await asyncio.sleep(self.pace.delay(self.bye["after_ms"] if self.bye else 0))

    async def _connect(self) -> None:
        async with connect(
            f"{self.site.replace('http', 'ws', 1)}/live/{self.dialogue}/",
            origin=Origin(self.origin),
            additional_headers=self.headers,
            subprotocols=[SUBPROTOCOL],
            compression=None,
            max_size=FRAME_BYTES,
            open_timeout=30,
            close_timeout=1,
            proxy=None,
        ) as socket:
            self.socket = socket
            self.connections += 1
            await self._send(self._hello())
            self._heard_at = time.monotonic()
            beating = asyncio.create_task(self._beat(socket))
            try:
                async for text in socket:
                    self._heard_at = time.monotonic()
                    received = text.encode() if isinstance(text, str) else text
                    await self._hear(json.loads(received), len(received))
            finally:
                beating.cancel()
                self._note("lost", {"code": socket.close_code})

    def _hello(self) -> dict[str, Any]:
        cursors = [stream.cursor() for stream in self.streams.values() if stream.is_live]
        return {"t": "hello", "v": 1, "cursors": cursors}

    async def _beat(self, socket: ClientConnection) -> None:
        """The heartbeat; a line on which nothing is heard, or nothing answered, is given up."""
        while True:
            beat = self.welcome.get("beat_ms", 5000) / 1000
            await asyncio.sleep(beat)
            now, oldest = time.monotonic(), self.outbox.oldest()
            is_silent = now - self._heard_at > SILENT_BEATS * beat
            if is_silent or (oldest and now - oldest > max(ANSWER_SECONDS, SILENT_BEATS * beat)):
                self._note("lost", {"why": "silent" if is_silent else "no answer"})
                socket.transport.abort()
                return
            await self._ack()

    # ---- frames --------------------------------------------------------------------------------

    async def _hear(self, frame: dict[str, Any], size: int) -> None:
        self._note(frame["t"], frame)
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
                self._begin_load(frame["stream"], frame["epoch"], frame["head"])
            case "detached":
                self._detached(frame["stream"])
            case "bye":
                self.bye = frame

    async def _welcome(self, frame: dict[str, Any]) -> None:
        self.welcome = frame
        self.pace.succeeded()
        self.pace.first = min(self.pace.first, frame["window_ms"] / 1000)
        self._unacked_bytes = 0
        for state in frame["streams"]:
            number = state["stream"]
            if number not in self.streams and (self.wanted is None or number in self.wanted):
                await self.follow(number, 0 if self.from_start else state["head"], state["epoch"])
        while pending := self.outbox.unsent_on(self.connections):
            await self._transmit(pending)
        self.ready.set()

    async def _entries(self, frame: dict[str, Any], size: int) -> None:
        stream = self.streams.get(frame["stream"])
        if stream is None:
            return
        try:
            await self._take(stream, frame)
        except Gap:
            await self.say(t="follow", cursor=stream.cursor())
            return
        self._unacked_bytes += size
        if self._unacked_bytes >= ACK_BYTES:
            await self._ack()

    async def _take(self, stream: Stream, frame: dict[str, Any]) -> None:
        new = stream.take(frame)
        if self.heard:
            for item in new:
                self.heard(stream.number, item)
        async with self.moved:
            self.moved.notify_all()

    async def _ack(self) -> None:
        self._unacked_bytes = 0
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
        await self._send(pending.frame(self.connections))

    def _error(self, frame: dict[str, Any]) -> None:
        key, stream, retry_ms = frame.get("key"), frame.get("stream"), frame.get("retry_ms")
        if key and retry_ms:
            self._begin(self._again_later(key, retry_ms))
        elif key:
            self.outbox.failed(frame)
        elif stream and retry_ms:
            self._begin(self._follow_later(stream, retry_ms))
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

    async def _send(self, frame: dict[str, Any]) -> None:
        if self.socket:
            self._note("sent", frame)
            with contextlib.suppress(ConnectionClosed):
                await self.socket.send(json.dumps(frame))

    # ---- loading -------------------------------------------------------------------------------

    async def _load(self, number: int, epoch: str, head: int) -> None:
        """Fetches what is too much, or too old, for the socket; then follows from there."""
        stream = self.streams.setdefault(number, Stream(number, epoch, 0, keep=self.keep))
        if stream.epoch != epoch or stream.seq > head:
            stream.begin_again(epoch)
        async with self._http() as http:
            while stream.seq < head:
                path = f"/live/{self.dialogue}/streams/{number}"
                answer = await http.get(path, params={"after": stream.seq})
                frame = answer.raise_for_status().json()
                self._note("fetched", frame)
                await self._take(stream, frame)
        await self.say(t="follow", cursor=stream.cursor())

    async def _epoch(self, stream: int) -> str:
        """As the welcome said; a stream that is newer than it is asked for."""
        for state in self.welcome.get("streams", []):
            if state["stream"] == stream:
                return str(state["epoch"])
        async with self._http() as http:
            answer = await http.get(f"/live/{self.dialogue}/state")
        return str(answer.raise_for_status().json()[str(stream)]["epoch"])

    def _http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self.site, headers=self.headers, timeout=30, trust_env=False
        )

    def _begin_load(self, number: int, epoch: str, head: int) -> None:
        """One at a time for a stream: the last resync knows best."""
        if earlier := self._loads.get(number):
            earlier.cancel()
        self._loads[number] = self._begin(self._load(number, epoch, head))

    def _begin(self, errand: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(self._persist(errand))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
        return task

    async def _persist(self, errand: Coroutine[Any, Any, None]) -> None:
        """An errand that fails is not the end: with the next line the server says again what to do."""
        try:
            await errand
        except (httpx.HTTPError, Gap) as problem:
            self._note("lost", {"why": repr(problem)})
            if self.socket:
                self.socket.transport.abort()

    def _note(self, what: str, frame: dict[str, Any]) -> None:
        if self.diary:
            self.diary.note(what, frame)
