"""What the ordered log costs: the writer beside a raw driver loop, and whole rooms beside Channels."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from pathlib import Path

from bench import raw, servers, stage, wire

ACTIONS = 4000
BATCH = 64
ROUNDS = 3
ROOMS = (10, 10)  # rooms, sockets in each
SECONDS = 8.0
IN_FLIGHT = 2
TEXT = "We began with three schools and a painted street; what did yours begin with?"


def writer_rate(place: stage.Place, dialogue: int, lane: int, people: list[int], run: str) -> float:
    """Messages a second through the writer, no sockets: submitted at once, so batches fill."""
    from polylogue.log import writer
    from rooms import commands

    args = json.dumps({"stream": place.stream, "text": TEXT}).encode()
    command = commands.parse("chat.post_message", args)
    started = time.perf_counter()
    answers = [
        writer.submit(
            commands.intent(
                command,
                key=f"bench-{run}-{number}",
                person=people[number % len(people)],
                dialogue=dialogue,
                lane=lane,
            )
        )
        for number in range(ACTIONS)
    ]
    wait(answers)
    rate = ACTIONS / (time.perf_counter() - started)
    for answer in answers:
        answer.result()
    return rate


def beside_raw(folder: Path, database_url: str) -> dict[str, float]:
    """Writer and raw loop by turns on one database; medians and their ratio."""
    stage.settle(folder, database_url)
    place = stage.rooms(1, 20)[0]
    from django.db import connection

    from polylogue.dialogues.models import Dialogue

    dialogue = Dialogue.objects.get(slug=place.slug)
    people = list(dialogue.participations.values_list("person_id", flat=True))
    writer, driver = [], []
    for number in range(ROUNDS):
        driver.append(
            raw.rate(place.stream, dialogue.stream_id, people, TEXT, ACTIONS, BATCH, number)
        )
        writer.append(writer_rate(place, dialogue.pk, dialogue.stream_id, people, str(number)))
    found = {"writer": statistics.median(writer), "raw": statistics.median(driver)}
    print(
        f"  {connection.vendor:12} writer {found['writer']:>8.0f}/s   raw loop {found['raw']:>8.0f}/s"
    )
    return found | {"ratio": found["writer"] / found["raw"]}


class Talkers:
    """Sockets that each keep a few commands in flight, and count what is acknowledged."""

    def __init__(self, in_flight: int, pace: float = 0) -> None:
        self.in_flight, self.pace = in_flight, pace
        self.acknowledged = 0
        self.latencies: list[float] = []
        self.sent: dict[tuple[int, str], float] = {}
        self.number = 0

    def frame(self, client: wire.Client, key: str) -> bytes:
        return json.dumps({"key": key, "text": TEXT}).encode()

    def say(self, client: wire.Client) -> None:
        self.number += 1
        key = f"{os.getpid()}-{time.time_ns()}-{self.number}"
        self.sent[id(client), key] = time.perf_counter()
        client.say(self.frame(client, key))

    def hear(self, client: wire.Client, payload: bytes) -> None:
        if payload.startswith(b'{"ok"'):
            self.answered(client, json.loads(payload)["ok"])

    def answered(self, client: wire.Client, key: str) -> None:
        self.latencies.append(time.perf_counter() - self.sent.pop((id(client), key)))
        self.acknowledged += 1
        if not self.pace and time.perf_counter() < self.until:
            self.say(client)

    async def talk(self, clients: list[wire.Client], seconds: float) -> float:
        """Acknowledged a second; at full speed, or `pace` messages a second over all clients."""
        self.acknowledged, self.latencies = 0, []
        started = time.perf_counter()
        self.until = started + seconds
        if self.pace:
            first = self.number
            while (now := time.perf_counter()) < self.until:
                # Timers are no finer than a millisecond: whatever is due by now is said.
                while self.number - first < (now - started) * self.pace:
                    self.say(clients[self.number % len(clients)])
                await asyncio.sleep(0.001)
        else:
            for client in clients * self.in_flight:
                self.say(client)
            await asyncio.sleep(seconds)
        rate = self.acknowledged / (time.perf_counter() - started)
        await asyncio.sleep(1)
        return rate

    @property
    def p99_ms(self) -> float:
        return 1000 * sorted(self.latencies)[int(0.99 * (len(self.latencies) - 1))]


class PolylogueTalkers(Talkers):
    def frame(self, client: wire.Client, key: str) -> bytes:
        args = {"stream": client.stream, "text": TEXT}
        return json.dumps(
            {"t": "do", "key": key, "name": "chat.post_message", "args": args}
        ).encode()

    def hear(self, client: wire.Client, payload: bytes) -> None:
        if payload.startswith(b'{"t":"ok"'):
            self.answered(client, json.loads(payload)["key"])
        elif payload.startswith(b'{"t":"entries"'):
            client.bytes_since += len(payload)
            at = payload.index(b'"to":') + 5
            client.cursor = int(payload[at : payload.index(b",", at)])
            if client.bytes_since > 40 * 1024:
                client.bytes_since = 0
                client.say(b'{"t":"ack","cursors":{"%d":%d}}' % (client.stream, client.cursor))
        elif payload.startswith(b'{"t":"error"'):
            raise RuntimeError(payload.decode())


async def whole_rooms(environment: dict[str, str], places: list[stage.Place]) -> dict[str, float]:
    """100 sockets in 10 rooms, all talking: acknowledged a second, ours and the ordinary consumer's."""
    ours = await _polylogue(environment, places, 0)
    print(f"  polylogue on daphne: {ours[0]:.0f} acknowledged/s, p99 {ours[1]:.0f} ms", flush=True)
    theirs = await _ordinary(environment, *ROOMS)
    print(
        f"  ordinary consumer:   {theirs[0]:.0f} acknowledged/s, p99 {theirs[1]:.0f} ms", flush=True
    )
    half = await _polylogue(environment, places, ours[0] / 2)
    print(f"  polylogue at half:   {half[0]:.0f} acknowledged/s, p99 {half[1]:.0f} ms", flush=True)
    return {"times": ours[0] / theirs[0], "half_p99_ms": half[1], "rate": ours[0]}


async def _polylogue(
    environment: dict[str, str], places: list[stage.Place], pace: float
) -> tuple[float, float]:
    port = servers.free_port()
    with servers.running(servers.polylogue("daphne", port), port, environment):
        talkers = PolylogueTalkers(IN_FLIGHT, pace)
        clients: list[wire.Client] = []
        for place in places:
            head = stage.head(place.stream)
            path, origin = f"/live/{place.slug}/", "http://localhost:8000"
            requests = [
                wire.request(port, path, cookie=cookie, origin=origin, protocol="polylogue.v1")
                for cookie in place.cookies
            ]
            for client in await wire.connect(port, requests, talkers.hear):
                client.stream = place.stream
                cursor = {"stream": place.stream, "epoch": place.epoch, "seq": head}
                hello = {"t": "hello", "v": 1, "room": place.stream, "cursors": [cursor]}
                client.say(json.dumps(hello).encode())
                clients.append(client)
        return await _measured(talkers, clients)


async def _ordinary(environment: dict[str, str], rooms: int, each: int) -> tuple[float, float]:
    port = servers.free_port()
    command = servers.daphne("bench.peers.ordinary.asgi:application", port)
    with servers.running(command, port, environment):
        talkers = Talkers(IN_FLIGHT)
        requests = [
            wire.request(port, f"/chat/room{r}/") for r in range(rooms) for _ in range(each)
        ]
        clients = await wire.connect(port, requests, talkers.hear)
        return await _measured(talkers, clients)


async def _measured(talkers: Talkers, clients: list[wire.Client]) -> tuple[float, float]:
    await asyncio.sleep(2)
    await talkers.talk(clients, 2)
    rate = await talkers.talk(clients, SECONDS)
    p99 = talkers.p99_ms
    for client in clients:
        client.leave()
    return rate, p99


def part(name: str) -> None:
    """One part in a process of its own, since Django has one database a process."""
    with tempfile.TemporaryDirectory() as folder, servers.valkey() as redis_url:
        if name == "sqlite":
            found = beside_raw(Path(folder), "")
        elif name == "postgres":
            with servers.postgres() as url:
                found = beside_raw(Path(folder), url)
        else:
            environment = stage.settle(Path(folder), redis_url=redis_url)
            servers.pin_load()
            found = asyncio.run(whole_rooms(environment, stage.rooms(*ROOMS)))
    print(json.dumps(found))


def run_part(name: str) -> dict[str, float]:
    print(f"{name} …", flush=True)
    with _process(name) as lines:
        last = ""
        for line in lines:
            if last:
                print(last, flush=True)
            last = line.rstrip()
    found: dict[str, float] = json.loads(last)
    return found


@contextmanager
def _process(name: str) -> Iterator[Iterator[str]]:
    command = [sys.executable, "-m", "bench.log", name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield iter(process.stdout)


def main() -> None:
    sqlite, postgres, rooms = run_part("sqlite"), run_part("postgres"), run_part("rooms")
    bars = {
        "sqlite_writer_ratio": round(sqlite["ratio"], 3),
        "postgres_writer_ratio": round(postgres["ratio"], 3),
        "times_ordinary_consumer": round(rooms["times"], 1),
        "half_load_ack_p99_ms": round(rooms["half_p99_ms"], 1),
        "acknowledged_per_second": round(rooms["rate"]),
    }
    print(json.dumps(bars))


if __name__ == "__main__":
    part(sys.argv[1]) if len(sys.argv) > 1 else main()
