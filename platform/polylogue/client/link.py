"""The line to the server: opened again whenever it is lost, given up when nothing is heard on it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin, Subprotocol

SUBPROTOCOL = Subprotocol("polylogue.v1")
FRAME_BYTES = 1024 * 1024

Note = Callable[[str, dict[str, Any]], None]


class Link:
    """One socket after another to the same address, until the server does not want us back.

    `opened` is awaited on each new line before anything is heard, `beat` as long as it lasts,
    `hear` with each frame and its size. `pause` says how many seconds to stay away.
    """

    def __init__(
        self,
        url: str,
        headers: dict[str, str],
        *,
        origin: str,
        pause: Callable[[int], float],
        note: Note,
        opened: Callable[[], Awaitable[None]],
        beat: Callable[[], Awaitable[None]],
        hear: Callable[[dict[str, Any], int], Awaitable[None]],
        lost: Callable[[], None],
    ) -> None:
        self.url, self.headers, self.origin = url, headers, origin
        self.pause, self.note = pause, note
        self.opened, self.beat, self.hear, self.lost = opened, beat, hear, lost
        self.socket: ClientConnection | None = None
        self.connections = 0
        self.heard_at = 0.0
        self.bye: dict[str, Any] | None = None

    async def live(self) -> dict[str, Any]:
        """Connects again and again; returns the `bye` of a server that is done with us."""
        while True:
            self.bye = None
            try:
                await self._connect()
            except (OSError, WebSocketException, TimeoutError) as problem:
                self.note("lost", {"why": repr(problem)})
            self.socket = None
            self.lost()
            if self.bye and not self.bye["retry"]:
                return self.bye
            await asyncio.sleep(self.pause(self.bye["after_ms"] if self.bye else 0))

    async def send(self, frame: dict[str, Any]) -> None:
        """Sends a frame; lost if there is no line."""
        if self.socket:
            self.note("sent", frame)
            with contextlib.suppress(ConnectionClosed):
                await self.socket.send(json.dumps(frame))

    def give_up(self, why: str) -> None:
        """Breaks the line off; the next one begins where it ended."""
        self.note("lost", {"why": why})
        if self.socket:
            self.socket.transport.abort()

    async def _connect(self) -> None:
        async with connect(
            self.url,
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
            await self.opened()
            self.heard_at = time.monotonic()
            beating = asyncio.ensure_future(self.beat())
            try:
                async for text in socket:
                    self.heard_at = time.monotonic()
                    received = text.encode() if isinstance(text, str) else text
                    await self._hear(json.loads(received), len(received))
            finally:
                beating.cancel()
                self.note("lost", {"code": socket.close_code})

    async def _hear(self, frame: dict[str, Any], size: int) -> None:
        self.note(frame["t"], frame)
        if frame["t"] == "bye":
            self.bye = frame
        else:
            await self.hear(frame, size)
