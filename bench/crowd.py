"""People on pages of rooms, as far as moving goes, and plain requests with a session."""

from __future__ import annotations

import asyncio
import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench import wire

PATIENCE = 20.0


@dataclass
class Person:
    """A page: its line, the room it shows, and when it was ready to type there."""

    client: wire.Client
    cookie: str
    dialogue: int
    stream: int
    cursors: dict[int, int] = field(default_factory=dict)
    moved_at: float = 0.0
    ready_at: float = 0.0
    heard: int = 0
    room: int = 0


class Crowd:
    """Everybody's pages, as far as moving goes: the blank page of rooms was fetched before."""

    def __init__(self) -> None:
        self.people: dict[wire.Client, Person] = {}

    def hear(self, client: wire.Client, payload: bytes) -> None:
        person = self.people.get(client)
        if person is None:
            return
        person.heard += len(payload)
        if payload.startswith(b'{"t":"moved"'):
            frame = json.loads(payload)
            person.room, person.stream = frame["room"], frame["stream"]
            person.cursors[person.stream] = frame["after"]
            person.moved_at = time.perf_counter()
            # The page can be typed in once it shows what was said: at once if that is nothing.
            person.ready_at = person.moved_at if frame["after"] == frame["head"] else 0.0
        elif payload.startswith(b'{"t":"entries"'):
            self._entries(person, payload)

    def _entries(self, person: Person, payload: bytes) -> None:
        stream = int(payload[payload.index(b'"stream":') + 9 : payload.index(b',"epoch"')])
        at = payload.index(b'"to":') + 5
        person.cursors[stream] = int(payload[at : payload.index(b",", at)])
        if stream == person.stream and not person.ready_at:
            person.ready_at = time.perf_counter()
        person.client.say(
            json.dumps(
                {"t": "ack", "cursors": {str(s): c for s, c in person.cursors.items()}}
            ).encode()
        )

    async def moved(self, started: float, stay: int) -> list[float]:
        """Milliseconds from the click until each could type in their new room; so many `stay` in theirs."""
        end = started + PATIENCE
        while time.perf_counter() < end and self._not_taken(started) > stay:
            await asyncio.sleep(0.005)
        if (left := self._not_taken(started)) != stay:
            raise RuntimeError(f"{left} of {len(self.people)} people were not taken, {stay} stay")
        ready = [person.ready_at for person in self.people.values() if person.ready_at > started]
        return [1000 * (at - started) for at in ready]

    def _not_taken(self, started: float) -> int:
        return sum(person.ready_at <= started for person in self.people.values())


class Browser:
    """Plain requests with a session: what the facilitator clicks, and the pages of the others."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.token = "b" * 32

    def get(self, path: str) -> int:
        return self._ask("GET", path)[0]

    def click(self, path: str, **fields: Any) -> None:
        """Presses a button; raises if the server does not do it."""
        fields |= {"key": f"bench-{time.time_ns()}", "csrfmiddlewaretoken": self.token}
        status, text = self._ask("POST", path, urlencode(fields, doseq=True))
        if status >= 400:
            raise RuntimeError(f"{path} answered {status}: {text[:300]!r}")

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Host": "localhost:8000",
            "Origin": "http://localhost:8000",
            "Cookie": f"{self.cookie}; csrftoken={self.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, text
