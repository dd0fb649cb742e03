"""A socket as the hub sees it: what it follows, how far it is, and how much it has not confirmed."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass, field
from typing import Any

from rooms.protocol import UNCONFIRMED_BYTES, Bye, Frame, encode

log = logging.getLogger("polylogue.live")

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
BACKLOG_BYTES = 3 * UNCONFIRMED_BYTES


def weigh(text: str) -> int:
    """The bytes of a text as it is sent."""
    return len(text) if text.isascii() else len(text.encode())


@dataclass(eq=False, slots=True)
class Line:
    """One socket. `push` never waits: what cannot leave at once is kept, up to a bound."""

    send: Send
    person: int
    dialogue: int
    lane: int
    crew: bool
    session: str = ""
    proof: str = ""
    name: str = ""
    disguised: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    room: int | None = None
    is_taken: bool = False  # it was told of a move, and shows that room from then on
    scope: tuple[int, int | None] | None = None  # whose presence it was told last
    follows: dict[int, int] = field(default_factory=dict)
    allowed: set[int] = field(default_factory=set)
    reads: dict[int, int] = field(default_factory=dict)
    unconfirmed: deque[tuple[int, int, int]] = field(default_factory=deque)
    unconfirmed_bytes: int = 0
    heard_at: float = field(default_factory=time.monotonic)
    opened_at: float = field(default_factory=time.monotonic)
    closing: bool = False
    stuck: asyncio.Task[None] | None = None
    conversation: asyncio.Task[None] | None = None
    backlog: deque[dict[str, Any]] = field(default_factory=deque)
    backlog_bytes: int = 0

    def tell(self, frame: Frame) -> None:
        """Sends a frame that needs no confirmation."""
        self.push(encode(frame))

    def push(self, text: str) -> None:
        """Sends what may be lost, if it does not have to wait for too much else."""
        size = weigh(text)
        if not self.closing and (self.stuck is None or self.backlog_bytes + size <= BACKLOG_BYTES):
            self._put({"type": "websocket.send", "text": text}, size)

    @property
    def is_slow(self) -> bool:
        """Whether half of what may be under way is; such a socket gets nothing that can wait."""
        return self.stuck is not None or self.unconfirmed_bytes >= UNCONFIRMED_BYTES // 2

    def has_room_for(self, size: int) -> bool:
        """Whether entries of this size may be sent before the client confirms earlier ones."""
        return not self.closing and (
            not self.unconfirmed_bytes or self.unconfirmed_bytes + size <= UNCONFIRMED_BYTES
        )

    def deliver(self, stream: int, to: int, text: str, size: int) -> None:
        """Sends entries up to `to`, to be confirmed by the client; they are never dropped."""
        self.follows[stream] = to
        self.unconfirmed.append((stream, to, size))
        self.unconfirmed_bytes += size
        self._put({"type": "websocket.send", "text": text}, size)

    def forget(self, stream: int) -> None:
        """The client does not follow the stream any more, or from elsewhere: it confirms nothing."""
        self.follows.pop(stream, None)
        self.unconfirmed = deque(sent for sent in self.unconfirmed if sent[0] != stream)
        self.unconfirmed_bytes = sum(size for _, _, size in self.unconfirmed)

    def confirm(self, cursors: dict[str, int]) -> None:
        """The client has these cursors; what they cover need not be kept in mind any more."""
        self.heard_at = time.monotonic()
        while self.unconfirmed:
            stream, to, size = self.unconfirmed[0]
            if cursors.get(str(stream), -1) < to:
                break
            self.unconfirmed.popleft()
            self.unconfirmed_bytes -= size

    def leave(self, bye: Bye) -> None:
        """Says why, then closes."""
        if not self.closing:
            self.tell(bye)
            self.closing = True
            self._put({"type": "websocket.close", "code": bye.code}, 0)

    def hang_up(self) -> None:
        """Ends a socket that does not even take its goodbye."""
        for task in (self.stuck, self.conversation):
            if task:
                task.cancel()

    def _put(self, message: dict[str, Any], size: int) -> None:
        if self.stuck is None:
            self._start(message)
        else:
            self.backlog.append(message)
            self.backlog_bytes += size

    def _start(self, message: dict[str, Any]) -> None:
        """Runs the server's `send` as far as it goes at once; daphne's always goes to the end."""
        sending = self.send(message)
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        except Exception as problem:
            log.debug("socket %s is gone: %s", self.id, problem)
            self.closing = True
            return
        self.stuck = asyncio.ensure_future(self._finish(_Started(sending, waits_for)))

    async def _finish(self, sending: _Started) -> None:
        try:
            await sending
            while self.backlog:
                message = self.backlog.popleft()
                self.backlog_bytes -= weigh(message.get("text", ""))
                await self.send(message)
        except Exception as problem:
            log.debug("socket %s is gone: %s", self.id, problem)
            self.closing = True
        finally:
            self.stuck = None


class _Started:
    """A coroutine that has run up to its first wait, to be awaited from there."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], waits_for: Any) -> None:
        self.coroutine = coroutine
        self.waits_for = waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        waits_for = self.waits_for
        while True:
            try:
                answer = yield waits_for
            except BaseException as problem:
                waits_for = self.coroutine.throw(problem)
                continue
            try:
                waits_for = self.coroutine.send(answer)
            except StopIteration:
                return
