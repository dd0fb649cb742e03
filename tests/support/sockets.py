"""Sockets of the real ASGI application in the test's own loop, without a server or a network."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from polylogue.people.models import User

PATIENCE = 10.0


class Closed(Exception):
    """The server closed the socket, with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def session(person: User) -> str:
    """A signed-in session of the person; its key is the cookie's value."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return str(store.session_key)


class Socket:
    """One WebSocket as a browser has it: frames go out and come in, nothing is done by itself."""

    def __init__(
        self, path: str, session: str = "", *, origin: str = "", protocol: str = ""
    ) -> None:
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard: list[dict[str, Any]] = []
        self.scope = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "scheme": "ws",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": _headers(session, origin or settings.ORIGINS[0]),
            "subprotocols": [protocol or "polylogue.v1"],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 8000),
        }
        self.accepted: dict[str, Any] | None = None
        self.app: asyncio.Task[None] | None = None

    async def open(self) -> dict[str, Any]:
        """The server's first answer: `websocket.accept` or `websocket.close`."""
        from polylogue.config.asgi import application

        self.inbox.put_nowait({"type": "websocket.connect"})
        self.app = asyncio.ensure_future(
            application(self.scope, self.inbox.get, self.outbox.put)  # type: ignore[arg-type]
        )
        self.accepted = await asyncio.wait_for(self.outbox.get(), PATIENCE)
        return self.accepted

    async def say(self, **frame: Any) -> None:
        self.send_text(json.dumps(frame))

    def send_text(self, text: str | None = None, data: bytes | None = None) -> None:
        self.inbox.put_nowait({"type": "websocket.receive", "text": text, "bytes": data})

    async def next(self, *kinds: str, within: float = PATIENCE) -> dict[str, Any]:
        """The next frame, or the next of these kinds; raises Closed, or TimeoutError."""
        end = time.monotonic() + within
        while True:
            message = await asyncio.wait_for(self.outbox.get(), max(0.001, end - time.monotonic()))
            if message["type"] == "websocket.close":
                raise Closed(message["code"])
            frame = json.loads(message["text"])
            self.heard.append(frame)
            if not kinds or frame["t"] in kinds:
                return frame

    async def quiet(self, seconds: float = 0.3) -> list[dict[str, Any]]:
        """The frames that arrive within this time."""
        start = len(self.heard)
        try:
            while True:
                await self.next(within=seconds)
        except TimeoutError:
            return self.heard[start:]

    async def hello(self, **fields: Any) -> dict[str, Any]:
        """Says hello and follows every stream from its head unless `cursors` are given."""
        await self.say(t="hello", v=1, **fields)
        return await self.next("welcome")

    async def follow(self, stream: int, after: int | None = None, *, in_view: bool = False) -> None:
        """Follows a stream the welcome named, from its head or from after an entry."""
        state = next(s for s in self.welcome["streams"] if s["stream"] == stream)
        seq = state["head"] if after is None else after
        cursor = {"stream": stream, "epoch": state["epoch"], "seq": seq}
        await self.say(t="follow", cursor=cursor, in_view=in_view)

    @property
    def welcome(self) -> dict[str, Any]:
        return next(frame for frame in reversed(self.heard) if frame["t"] == "welcome")

    async def do(self, name: str, *, key: str = "", **args: Any) -> dict[str, Any]:
        """Asks for a command; the frame that answers it, `ok` or `error`."""
        from tests.support.cast import new_key

        key = key or new_key()
        await self.say(t="do", key=key, name=name, args=args)
        while True:
            frame = await self.next("ok", "error")
            if frame.get("key") == key:
                return frame

    async def items(self, count: int, stream: int | None = None) -> list[dict[str, Any]]:
        """The next `count` entries, of one stream or of any; those heard already are not counted."""
        found: list[dict[str, Any]] = []
        while len(found) < count:
            frame = await self.next("entries")
            if stream in (None, frame["stream"]):
                found += frame["items"]
            await self.ack(frame["stream"], frame["to"])
        return found

    async def ack(self, stream: int, seq: int) -> None:
        await self.say(t="ack", cursors={str(stream): seq})

    async def closed(self, within: float = PATIENCE) -> int:
        """Waits for the server to close; the close code."""
        try:
            while True:
                await self.next(within=within)
        except Closed as closed:
            return closed.code

    async def leave(self) -> None:
        """Closes the tab."""
        self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})
        if self.app:
            await asyncio.wait_for(asyncio.gather(self.app, return_exceptions=True), PATIENCE)


def _headers(session: str, origin: str) -> list[tuple[bytes, bytes]]:
    headers = [(b"host", b"localhost:8000"), (b"origin", origin.encode())]
    if session:
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
        headers.append((b"cookie", cookie.encode()))
    return headers
