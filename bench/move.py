"""What it takes to move everybody: 500 people in 80 groups opened, shuffled and pulled back."""

from __future__ import annotations

import asyncio
import json
import math
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import servers, stage, wire
from bench.crowd import Browser, Crowd, Person

SIZES = (125, 250, 500)
PEOPLE_IN_A_GROUP = 6.25
SHARE_SECONDS = 0.025  # as in static/js/room/renewal.js: how long each person's page waits its turn
ASKING = 60
CLICKS = ("open", "shuffle", "back")


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
    """After a move each page asks once for what is around the room, over a time.

    Some of them do it here, at the pace of all: the rest would ask for the same. How many, how long.
    """
    chance = random.Random(5)
    some = chance.sample([*crowd.people.values()], min(ASKING, len(crowd.people)))
    spread = max(2.0, SHARE_SECONDS * len(some))
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

    took = await asyncio.gather(*[ask(person) for person in some])
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
        pages, page_ms = 0, 0.0
        for click in CLICKS:
            were = await asyncio.to_thread(where, place.slug)
            started = time.perf_counter()
            await asyncio.to_thread(lead.click, f"{path}/{WAY[click]}", **_fields(round, click))
            are = await asyncio.to_thread(where, place.slug)
            stay = sum(room == were.get(person) for person, room in are.items())
            times[click] = await crowd.moved(started, stay)
            asked, page_ms = await pages_that_follow(port, place.slug, crowd)
            pages += asked
        await asyncio.sleep(2)
        sent = sum(person.heard for person in crowd.people.values()) - before
        for client in crowd.people:
            client.leave()
    return {"times": times, "bytes": sent, "pages": pages, "page_ms": page_ms}


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
        + f"{'MB':>8}{'asked for':>10}{'page ms':>9}",
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
            + f"{found['bytes'] / 1e6:>8.2f}{found['pages']:>10}{found['page_ms']:>9.0f}",
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
