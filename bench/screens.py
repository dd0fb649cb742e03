"""The sockets that look at a board under measurement: how they edit and point, and what they notice."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from bench import boards, stage, wire
from bench.peers import yjs

SOCKETS, CURSORS = 100, 20
PATIENCE = 20.0
SPOT = re.compile(rb'"spots":\[\["p(\d+)",(\d+),')
TO = re.compile(rb'"to":(\d+)')
FAR = 100_000  # an edit's number is told by where it moves its piece to


@dataclass
class Tally:
    """When each edit left, and when the last of all sockets had it."""

    sent: dict[int, float] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    last: dict[int, float] = field(default_factory=dict)

    def hear(self, number: int) -> None:
        if number in self.sent:
            self.seen[number] = self.seen.get(number, 0) + 1
            self.last[number] = time.perf_counter()

    async def settled(self, sockets: int) -> None:
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end and len(self.complete(sockets)) < len(self.sent):
            await asyncio.sleep(0.05)

    def complete(self, sockets: int) -> list[int]:
        return [number for number, count in self.seen.items() if count >= sockets]

    def p(self, share: float, sockets: int) -> float:
        """Milliseconds; an edit that did not reach everybody raises."""
        if missing := len(self.sent) - len(self.complete(sockets)):
            raise RuntimeError(f"{missing} of {len(self.sent)} edits did not reach everybody")
        took = sorted(self.last[number] - at for number, at in self.sent.items())
        return 1000 * took[int(share * (len(took) - 1))]


class Screens(ABC):
    """All sockets of one kind of board: how they edit and point, and what they notice."""

    def __init__(self) -> None:
        self.clients: list[wire.Client] = []
        self.tally = Tally()
        self.bytes = 0

    @abstractmethod
    def edit(self, who: int, number: int) -> None: ...

    @abstractmethod
    def point(self, who: int) -> None: ...


class Ours(Screens):
    def __init__(self, board: boards.Laid) -> None:
        super().__init__()
        self.board = board
        self.run = time.monotonic_ns()
        self.ready = 0
        self.cursors: dict[wire.Client, int] = {}

    async def enter(self, ports: list[int]) -> None:
        head = stage.head(self.board.stream)
        for place, port in enumerate(ports):
            requests = [
                boards.socket(port, self.board, cookie)
                for cookie in self.board.cookies[place :: len(ports)]
            ]
            self.clients += await wire.connect(port, requests, self.hear)
        for client in self.clients:
            self.cursors[client] = head
            client.say(boards.hello(self.board, head))
        await until(lambda: self.ready >= len(self.clients))
        await asyncio.sleep(2)

    def hear(self, client: wire.Client, payload: bytes) -> None:
        self.bytes += len(payload)
        if payload.startswith(b'{"t":"entries"'):
            for _, x in SPOT.findall(payload):
                self.tally.hear(int(x) - FAR)
            if found := TO.search(payload):
                self.acknowledge(client, int(found[1]), len(payload))
        elif payload.startswith(b'{"t":"welcome"'):
            self.ready += 1

    def acknowledge(self, client: wire.Client, to: int, size: int) -> None:
        client.bytes_since += size
        if client.bytes_since > client.ack_bytes:
            client.bytes_since, client.ack_bytes = 0, random.randint(24, 40) * 1024
            client.say(b'{"t":"ack","cursors":{"%d":%d}}' % (self.board.stream, to))

    def edit(self, who: int, number: int) -> None:
        self.clients[who].say(self.command(number))

    def command(self, number: int) -> bytes:
        spots = [[boards.named(number % 1700), FAR + number, number % 1000]]
        args = {"stream": self.board.stream, "op": {"spots": spots}}
        frame = {"t": "do", "key": f"{self.run}-{number}", "name": "board.move_pieces"}
        return json.dumps(frame | {"args": args}, separators=(",", ":")).encode()

    def point(self, who: int) -> None:
        at = [random.randint(0, 9999), random.randint(0, 9999)]
        self.clients[who].say(b'{"t":"hand","stream":%d,"at":[%d,%d]}' % (self.board.stream, *at))


class Yjs(Screens):
    """The same moves as updates of one shared document, made beforehand."""

    def __init__(self, updates: list[bytes], start: bytes = b"") -> None:
        super().__init__()
        self.start, self.updates = start, updates
        self.cursors = yjs.cursors(CURSORS)
        self.numbers = {update: number for number, update in enumerate(updates)}

    async def enter(self, port: int) -> None:
        requests = [wire.request(port, "/board")] * SOCKETS
        self.clients = await wire.connect(port, requests[:1], self.hear)
        await asyncio.sleep(1)  # its room cannot be begun by several at once
        self.clients += await wire.connect(port, requests[1:], self.hear)
        if self.start:
            self.clients[0].say_bytes(self.start)
        await asyncio.sleep(5)

    def hear(self, client: wire.Client, payload: bytes) -> None:
        self.bytes += len(payload)
        number = self.numbers.get(payload)
        if number is not None:
            self.tally.hear(number)

    def edit(self, who: int, number: int) -> None:
        """All by one socket: they are the updates of one browser, which must come in their order."""
        self.clients[0].say_bytes(self.updates[number])

    def point(self, who: int) -> None:
        self.clients[who].say_bytes(self.cursors[who])


class Bare(Yjs):
    """The same bytes as ours, to everybody, kept nowhere."""

    def point(self, who: int) -> None:
        self.clients[who].say_bytes(b"x" * 40)


async def until(condition: Any, seconds: float = 30.0) -> None:
    end = time.perf_counter() + seconds
    while not condition():
        if time.perf_counter() > end:
            raise RuntimeError("the sockets are not ready")
        await asyncio.sleep(0.05)
