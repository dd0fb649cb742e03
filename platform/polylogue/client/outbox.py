"""Commands on their way: kept until they are answered, sent again with the same key."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any, NamedTuple


class Receipt(NamedTuple):
    """Where the command's (last) entry stands; `again` if an earlier attempt had done it."""

    stream: int | None
    seq: int | None
    result: Any
    again: bool


class Refused(Exception):
    """The server refused the command for good; nothing was changed."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code, self.text = code, text


class Gone(Exception):
    """The server closed and does not want this client back, or the client was closed."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code, self.text = code, text


@dataclass(eq=False, slots=True)
class Pending:
    """One command without an answer yet."""

    key: str
    name: str
    args: dict[str, Any]
    answer: asyncio.Future[Receipt]
    sent_at: float | None = None
    sent_on: int = 0

    def frame(self, connection: int) -> dict[str, Any]:
        """The frame, which leaves now on the client's n-th connection."""
        self.sent_at, self.sent_on = time.monotonic(), connection
        return {"t": "do", "key": self.key, "name": self.name, "args": self.args}


class Outbox:
    """Unanswered commands, oldest first."""

    def __init__(self) -> None:
        self.waiting: dict[str, Pending] = {}

    def add(self, key: str, name: str, args: dict[str, Any]) -> Pending:
        if key in self.waiting:
            raise ValueError(f"{key} is in the outbox already")
        answer = asyncio.get_running_loop().create_future()
        self.waiting[key] = Pending(key, name, args, answer)
        return self.waiting[key]

    def succeeded(self, frame: dict[str, Any]) -> None:
        if pending := self._done(frame["key"]):
            receipt = Receipt(
                frame.get("stream"), frame.get("seq"), frame.get("result"), bool(frame.get("again"))
            )
            pending.answer.set_result(receipt)

    def failed(self, frame: dict[str, Any]) -> None:
        if pending := self._done(frame["key"]):
            pending.answer.set_exception(Refused(frame["code"], frame["text"]))

    def gone(self, code: int, text: str) -> None:
        """Nobody will answer any more."""
        for pending in self.waiting.values():
            if not pending.answer.done():
                pending.answer.set_exception(Gone(code, text))
        self.waiting.clear()

    def unsent_on(self, connection: int) -> Pending | None:
        """The oldest command that has not left on this connection."""
        return next((p for p in self.waiting.values() if p.sent_on != connection), None)

    def oldest(self) -> float | None:
        """When the longest unanswered command was last sent."""
        return min((p.sent_at for p in self.waiting.values() if p.sent_at), default=None)

    def _done(self, key: str) -> Pending | None:
        pending = self.waiting.pop(key, None)
        return pending if pending and not pending.answer.done() else None
