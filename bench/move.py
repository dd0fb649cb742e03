"""What it takes to move everybody: 500 people in 80 groups opened, shuffled and pulled back."""

from __future__ import annotations

import asyncio
import http.client
import json
import math
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import servers, stage, wire

SIZES = (125, 250, 500)
PEOPLE_IN_A_GROUP = 6.25
SHARE_SECONDS = 0.025  # as in static/js/room/renewal.js: how long each person's page waits its turn
PATIENCE = 20.0
CLICKS = ("open", "shuffle", "back")


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


def draft(slug: str, groups: int) -> int:
    """A round with everybody seated; its number."""
    from breakout import grouping, ledger, rounds
    from breakout.models import Move
    from polylogue.dialogues.intents import run_as
    from polylogue.dialogues.models import Dialogue
    from polylogue.people.models import User

    dialogue = Dialogue.objects.get(slug=slug)
    host = User.objects.get(participations__dialogue=dialogue, is_staff=True)
    guests = dialogue.participations.exclude(person=host).values_list("person_id", flat=True)

    def make(by: Any) -> int:
        round = rounds.draft(by, title="Peer exchange")
        made = grouping.add_numbered(round, by, count=groups)
        to = {person: made[place % groups] for place, person in enumerate(guests)}
        ledger.seat(round, ledger.Change(to), by=host.pk, how=Move.How.RANDOM)
        return round.pk

    receipt = run_as(dialogue, host, make, key=f"draft-{slug}-bench", content=None, reach=True)
    return int(receipt.result)


def host_cookie(slug: str) -> str:
    from polylogue.people.models import User

    host = User.objects.get(participations__dialogue__slug=slug, is_staff=True)
    return stage._sign_in([host])[0]


def where(slug: str) -> dict[int, int]:
    """The room of each guest, by person. By chance some are shuffled into the group they are in."""
    from rooms.models import Place

    guests = Place.objects.filter(dialogue__slug=slug).exclude(person__is_staff=True)
    return dict(guests.values_list("person_id", "room_id"))


async def enter(port: int, place: stage.Place, crowd: Crowd) -> None:
    head = stage.head(place.stream)
    path, origin = f"/live/{place.slug}/", "http://localhost:8000"
    requests = [
        wire.request(port, path, cookie=cookie, origin=origin, protocol="polylogue.v1")
        for cookie in place.cookies
    ]
    lane, epoch, lane_head = _lane(place.slug)
    for client, cookie in zip(
        await wire.connect(port, requests, crowd.hear), place.cookies, strict=True
    ):
        crowd.people[client] = Person(client, cookie, lane, place.stream)
        cursors = [
            {"stream": place.stream, "epoch": place.epoch, "seq": head},
            {"stream": lane, "epoch": epoch, "seq": lane_head},
        ]
        hello = {"t": "hello", "v": 1, "room": place.stream, "cursors": cursors}
        client.say(json.dumps(hello).encode())


def _lane(slug: str) -> tuple[int, str, int]:
    from polylogue.dialogues.models import Dialogue

    stream = Dialogue.objects.select_related("stream").get(slug=slug).stream
    return stream.pk, stream.epoch, stream.head


async def pages_that_follow(port: int, slug: str, crowd: Crowd) -> tuple[int, float]:
    """After a move each page asks once for what is around the room, over a time; how many, how long."""
    chance, started = random.Random(5), time.perf_counter()
    spread = max(2.0, SHARE_SECONDS * len(crowd.people))
    gate = asyncio.Semaphore(16)

    async def ask(person: Person) -> float:
        await asyncio.sleep(chance.random() * spread)
        async with gate:
            began = time.perf_counter()
            browser = Browser(port, person.cookie)
            status = await asyncio.to_thread(browser.get, f"/d/{slug}/rooms/{person.room}/")
            if status != 200:
                raise RuntimeError(f"the page of a room answered {status}")
            return 1000 * (time.perf_counter() - began)

    took = await asyncio.gather(*[ask(person) for person in crowd.people.values()])
    del started
    return len(took), statistics.median(took)


async def moves(environment: dict[str, str], place: stage.Place, groups: int) -> dict[str, Any]:
    """All three clicks, with the pages that follow; milliseconds and bytes."""
    round = draft(place.slug, groups)
    cookie, port, crowd = host_cookie(place.slug), servers.free_port(), Crowd()
    with servers.running(servers.polylogue("daphne", port), port, environment):
        await enter(port, place, crowd)
        await asyncio.sleep(4)
        lead = Browser(port, cookie)
        path = f"/d/{place.slug}/groups/{round}"
        lead.get(f"{path}/")
        times: dict[str, list[float]] = {}
        before = sum(person.heard for person in crowd.people.values())
        requests, page_ms = 0, 0.0
        for click in CLICKS:
            were = await asyncio.to_thread(where, place.slug)
            started = time.perf_counter()
            await asyncio.to_thread(lead.click, f"{path}/{WAY[click]}", **_fields(round, click))
            are = await asyncio.to_thread(where, place.slug)
            stay = sum(room == were.get(person) for person, room in are.items())
            times[click] = await crowd.moved(started, stay)
            asked, page_ms = await pages_that_follow(port, place.slug, crowd)
            requests += asked
        await asyncio.sleep(2)
        sent = sum(person.heard for person in crowd.people.values()) - before
        for client in crowd.people:
            client.leave()
    return {"times": times, "bytes": sent, "requests": requests, "page_ms": page_ms}


# Where each button stands.
WAY = {"open": "do", "shuffle": "fill/do", "back": "do"}


def _fields(round: int, click: str) -> dict[str, Any]:
    from breakout.models import Round

    seen = Round.objects.get(pk=round).version
    return {
        "open": {"do": "open", "seconds": 0},
        "shuffle": {"do": "shuffle", "who": "everybody", "seen": seen},
        "back": {"do": "end", "seconds": 0},
    }[click]


async def bare(sockets: int) -> float:
    """One frame to each socket of a bare broadcast, until the last has it; milliseconds."""
    port, got = servers.free_port(), []

    def hear(client: wire.Client, payload: bytes) -> None:
        got.append(time.perf_counter())

    with servers.running(servers.broadcast("", port), port, dict(stage.os.environ)):
        clients = await wire.connect(port, [wire.request(port, "/") for _ in range(sockets)], hear)
        took = []
        for _ in range(5):
            got.clear()
            started = time.perf_counter()
            clients[0].say(b"x" * 400)
            while len(got) < sockets:
                await asyncio.sleep(0.002)
            took.append(1000 * (max(got) - started))
        for client in clients:
            client.leave()
    return statistics.median(took)


def p99(times: list[float]) -> float:
    return sorted(times)[int(0.99 * (len(times) - 1))]


def exponent(bytes_by_size: dict[int, int]) -> float:
    """The slope of bytes over people, both as logarithms, by least squares."""
    xs = [math.log(size) for size in bytes_by_size]
    ys = [math.log(sent) for sent in bytes_by_size.values()]
    x, y = statistics.mean(xs), statistics.mean(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum(
        (a - x) ** 2 for a in xs
    )


async def measure(environment: dict[str, str]) -> None:
    print(
        f"{'people':>8}{'groups':>8}"
        + "".join(f"{click:>10}" for click in CLICKS)
        + f"{'MB':>8}{'requests':>10}{'page ms':>9}",
        flush=True,
    )
    sent: dict[int, int] = {}
    worst = 0.0
    for number, size in enumerate(SIZES):
        groups = round(size / PEOPLE_IN_A_GROUP)
        found = await moves(environment, PLACES[number], groups)
        sent[size] = found["bytes"]
        each = {click: p99(found["times"][click]) for click in CLICKS}
        worst = max(each.values())
        print(
            f"{size:>8}{groups:>8}"
            + "".join(f"{each[click]:>10.0f}" for click in CLICKS)
            + f"{found['bytes'] / 1e6:>8.2f}{found['requests']:>10}{found['page_ms']:>9.0f}",
            flush=True,
        )
    beside = await bare(SIZES[-1])
    print(
        f"one frame to each of {SIZES[-1]} sockets of a bare broadcast: {beside:.0f} ms", flush=True
    )
    print(
        json.dumps(
            {
                "move_500_p99_ms": round(worst),
                "exponent_in_people": round(exponent(sent), 2),
                "bare_frame_to_each_ms": round(beside),
                "bytes_per_person": round(sent[SIZES[-1]] / SIZES[-1]),
            }
        )
    )


PLACES: list[stage.Place] = []


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = stage.settle(Path(folder))
        print("making people …", flush=True)
        PLACES.extend(stage._room(number, size) for number, size in enumerate(SIZES))
        servers.pin_load()
        asyncio.run(measure(environment))


if __name__ == "__main__":
    sys.exit(main())
