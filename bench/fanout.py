"""One room, many sockets: what a delivered message costs the server, beside the peers, in one run."""

from __future__ import annotations

import asyncio
import json
import random
import re
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench import servers, stage, wire

SIZES = (300, 1000)
# Messages a second that neither the bare broadcast nor Polylogue is saturated by, per size.
RATE = {300: 250, 1000: 60}
# What the ordinary consumer can carry at all; its cost per delivery does not depend on it.
ORDINARY_RATE = {300: 5, 1000: 1.5}
SECONDS = 6.0
IDLE_MESSAGES = 16
SPEAKERS = 20
SAMPLED = 30
BODY = "Our 30 km/h zones began with three schools; what did yours begin with? " * 3
STAMP = re.compile(rb"%(\d{9,})%")
TO = re.compile(rb'"to":(\d+)')
# As clients do it: at random between these, or a whole room would acknowledge at once.
ACK_BYTES = 24 * 1024, 40 * 1024
BEAT_SECONDS = 5.0


@dataclass
class Measured:
    """What one server did: deliveries counted by the clients, CPU seconds read from outside."""

    sockets: int
    rate: float
    delivered: int
    frames: int
    cpu: float
    seconds: float
    latencies: list[float]

    @property
    def us(self) -> float:
        return 1e6 * self.cpu / max(1, self.delivered)

    @property
    def batch(self) -> float:
        return self.delivered / max(1, self.frames)

    @property
    def p99_ms(self) -> float:
        return 1000 * sorted(self.latencies)[int(0.99 * (len(self.latencies) - 1))]

    @property
    def load(self) -> float:
        return self.cpu / self.seconds


class Room:
    """All sockets of one server in one room, and the tally of what they got."""

    def __init__(self, requests: list[bytes], port: int) -> None:
        self.requests, self.port = requests, port
        self.clients: list[wire.Client] = []
        self.sampled: set[wire.Client] = set()
        self.delivered = self.frames = 0
        self.latencies: list[float] = []

    async def open(self) -> None:
        self.clients = await wire.connect(self.port, self.requests, self.hear)
        self.sampled = set(self.clients[:: max(1, len(self.clients) // SAMPLED)])

    def hear(self, client: wire.Client, payload: bytes) -> None:
        """One frame is one message for the peers."""
        if STAMP.search(payload):
            self.delivered += 1
            self.frames += 1
            self.sample(client, payload)

    def sample(self, client: wire.Client, payload: bytes) -> None:
        if client in self.sampled:
            now = time.monotonic_ns()
            self.latencies += [(now - int(stamp)) / 1e9 for stamp in STAMP.findall(payload)]

    def reset(self) -> None:
        self.delivered = self.frames = 0
        self.latencies = []

    def say(self, number: int) -> None:
        self.clients[number % SPEAKERS].say(self.message(number))

    def message(self, number: int) -> bytes:
        return self.text().encode()

    def text(self) -> str:
        return f"%{time.monotonic_ns()}% {BODY}"

    def close(self) -> None:
        for client in self.clients:
            client.leave()


class OrdinaryRoom(Room):
    def message(self, number: int) -> bytes:
        return json.dumps({"key": str(number), "text": self.text()}).encode()


class PolylogueRoom(Room):
    """Clients as the protocol demands: hello, and cursors acknowledged."""

    def __init__(self, requests: list[bytes], port: int, place: stage.Place) -> None:
        super().__init__(requests, port)
        self.place = place
        self.ready = 0
        self.run = time.monotonic_ns()

    async def open(self) -> None:
        await super().open()
        cursor = {"stream": self.place.stream, "epoch": self.place.epoch, "seq": self.place.head}
        hello = {"t": "hello", "v": 1, "room": self.place.stream, "cursors": [cursor]}
        for client in self.clients:
            client.cursor = self.place.head
            client.say(json.dumps(hello).encode())
        while self.ready < len(self.clients):
            await asyncio.sleep(0.05)
        await asyncio.sleep(3)
        for number, client in enumerate(self.clients):
            asyncio.get_running_loop().call_later(
                BEAT_SECONDS * number / len(self.clients), self.beat, client
            )

    def hear(self, client: wire.Client, payload: bytes) -> None:
        if payload.startswith(b'{"t":"entries"'):
            to = int(TO.search(payload)[1])  # type: ignore[index]
            self.delivered += to - client.cursor
            self.frames += 1
            client.cursor = to
            client.bytes_since += len(payload)
            if client.bytes_since > client.ack_bytes:
                self.acknowledge(client)
            self.sample(client, payload)
        elif payload.startswith(b'{"t":"welcome"'):
            self.ready += 1

    def acknowledge(self, client: wire.Client) -> None:
        client.bytes_since, client.ack_bytes = 0, random.randint(*ACK_BYTES)
        client.acked_at = time.monotonic()
        client.say(b'{"t":"ack","cursors":{"%d":%d}}' % (self.place.stream, client.cursor))

    def beat(self, client: wire.Client) -> None:
        """A client that has not been heard for five seconds acknowledges."""
        if not client.is_open:
            return
        quiet = time.monotonic() - client.acked_at
        if quiet >= BEAT_SECONDS:
            self.acknowledge(client)
            quiet = 0.0
        asyncio.get_running_loop().call_later(BEAT_SECONDS - quiet, self.beat, client)

    def message(self, number: int) -> bytes:
        command = {"stream": self.place.stream, "text": self.text()}
        key = f"{self.run}-{number}"
        return json.dumps(
            {"t": "do", "key": key, "name": "chat.post_message", "args": command}
        ).encode()


async def measure(room: Room, process: psutil.Process, rate: float, seconds: float) -> Measured:
    """Says `rate` messages a second; CPU counts until the last one has arrived."""
    room.reset()
    count = max(3, int(rate * seconds))
    cpu, started = servers.cpu_seconds(process), time.monotonic()
    for number in range(count):
        room.say(int(started * 1000) * 10_000 + number)
        await asyncio.sleep(max(0.0, started + (number + 1) / rate - time.monotonic()))
    wanted, give_up = count * len(room.clients), time.monotonic() + 30
    while room.delivered < wanted and time.monotonic() < give_up:
        await asyncio.sleep(0.05)
    if room.delivered < wanted:
        print(f"    {wanted - room.delivered} of {wanted} deliveries did not arrive", flush=True)
    return Measured(
        sockets=len(room.clients),
        rate=rate,
        delivered=room.delivered,
        frames=room.frames,
        cpu=servers.cpu_seconds(process) - cpu,
        seconds=time.monotonic() - started,
        latencies=room.latencies,
    )


Results = dict[tuple[str, int], Measured]


class Bench:
    def __init__(self, folder: Path, redis_url: str) -> None:
        self.environment = stage.settle(folder, redis_url=redis_url)
        self.place = stage.rooms(1, max(SIZES))[0]
        self.results: Results = {}

    def run(self) -> None:
        servers.pin_load()
        for size in SIZES:
            self.polylogue("daphne", size)
            self.polylogue("uvicorn", size)
            self.broadcast(size)
            self.ordinary(size)

    def polylogue(self, server: str, size: int) -> None:
        port = servers.free_port()
        command = servers.polylogue(server, port)
        path, origin = f"/live/{self.place.slug}/", "http://localhost:8000"
        requests = [
            wire.request(port, path, cookie=cookie, origin=origin, protocol="polylogue.v1")
            for cookie in self.place.cookies[:size]
        ]
        self.place.head = stage.head(self.place.stream)
        name = f"polylogue on {server}"
        self.go(name, command, port, lambda: PolylogueRoom(requests, port, self.place), size)

    def broadcast(self, size: int) -> None:
        port = servers.free_port()
        requests = [wire.request(port, "/")] * size
        self.go(
            "bare broadcast", servers.broadcast("", port), port, lambda: Room(requests, port), size
        )

    def ordinary(self, size: int) -> None:
        port = servers.free_port()
        requests = [wire.request(port, "/chat/plenary/")] * size
        command = servers.daphne("bench.peers.ordinary.asgi:application", port)
        name = "ordinary Channels consumer"
        self.go(
            name, command, port, lambda: OrdinaryRoom(requests, port), size, ORDINARY_RATE[size]
        )

    def go(
        self, name: str, command: list[str], port: int, make: object, size: int, rate: float = 0
    ) -> None:
        print(f"  {size} sockets: {name} …", flush=True)

        async def load() -> None:
            with servers.running(command, port, self.environment) as process:
                room: Room = make()  # type: ignore[operator]
                await room.open()
                await measure(room, process, rate or 20, 2)
                busy = await measure(room, process, rate or RATE[size], SECONDS)
                self.results[name, size] = busy
                await asyncio.sleep(1)
                self.results[name + ", idle", size] = await measure(
                    room, process, min(4, rate or 4), IDLE_MESSAGES / 4
                )
                room.close()

        asyncio.run(load())

    def table(self) -> None:
        print(
            f"\n{'':34}{'sockets':>8}{'msg/s':>7}{'µs/delivery':>13}{'batch':>7}{'p99 ms':>9}{'core':>6}"
        )
        for (name, size), m in self.results.items():
            row = f"{m.us:>13.1f}{m.batch:>7.1f}{m.p99_ms:>9.0f}{m.load:>6.0%}"
            print(f"{name:34}{size:>8}{m.rate:>7g}{row}")

    def bars(self) -> dict[str, float]:
        """The worst of the sizes for each bar."""
        r = self.results
        ours, bare, theirs = "polylogue on daphne", "bare broadcast", "ordinary Channels consumer"
        cheaper = min(r[theirs, size].us / r[ours, size].us for size in SIZES)
        ratio = max(r[ours, size].us / r[bare, size].us for size in SIZES)
        idle = r[f"{ours}, idle", SIZES[0]].p99_ms - r[f"{bare}, idle", SIZES[0]].p99_ms
        return {
            "times_cheaper_than_channels": round(cheaper, 1),
            "ratio_to_broadcast": round(ratio, 3),
            "idle_p99_ms_over_broadcast": round(idle, 1),
            "busy_p99_ms": round(max(r[ours, size].p99_ms for size in SIZES)),
            "mean_batch": round(statistics.mean(r[ours, size].batch for size in SIZES), 1),
            "unbatched_us": round(r[f"{ours}, idle", SIZES[0]].us, 1),
            "uvicorn_us": round(r["polylogue on uvicorn", SIZES[-1]].us, 1),
        }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, servers.valkey() as redis_url:
        bench = Bench(Path(folder), redis_url)
        bench.run()
        bench.table()
        print(json.dumps(bench.bars()))


if __name__ == "__main__":
    main()
