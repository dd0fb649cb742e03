"""A board that a hundred people see: edits from the sender's hand to the last screen, joins, weights.

Two daphne processes on PostgreSQL, with 2,000 pieces; beside it the same load on Yjs, relayed by the room of
pycrdt-websocket, and a bare broadcast of the same bytes. Each server has a core; the load shares the second.
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

from bench import boards, pages, servers, stage, wire
from bench.peers import yjs
from bench.screens import CURSORS, PATIENCE, SOCKETS, Bare, Ours, Screens, Tally, Yjs

CURSOR_HZ = 10
EDITORS = 20
SECONDS = 10.0
RATES = {"edit_30": (30, True), "edit_100": (100, False)}
JOINS = 5


async def load(screens: Screens, rate: int, first: int, *, points: bool) -> tuple[float, float]:
    """p50 and p99 in milliseconds from the sender's send to the last receiver."""
    screens.tally = Tally()
    pointing = [asyncio.ensure_future(_point(screens, who)) for who in range(CURSORS * points)]
    started = time.perf_counter()
    for number in range(int(rate * SECONDS)):
        screens.tally.sent[first + number] = time.perf_counter()
        screens.edit((number * 7) % EDITORS, first + number)
        await asyncio.sleep(max(0.0, started + (number + 1) / rate - time.perf_counter()))
    await screens.tally.settled(len(screens.clients))
    for task in pointing:
        task.cancel()
    return screens.tally.p(0.5, len(screens.clients)), screens.tally.p(0.99, len(screens.clients))


async def _point(screens: Screens, who: int) -> None:
    await asyncio.sleep(random.random() / CURSOR_HZ)
    while True:
        screens.point(who)
        await asyncio.sleep(1 / CURSOR_HZ)


Found = dict[str, tuple[float, float]]


async def edits(screens: Screens) -> Found:
    """Each rate once, after a second to warm up; the numbers of edits go on."""
    found, first = {}, 0
    for name, (rate, points) in RATES.items():
        screens.bytes = 0
        found[name] = await load(screens, rate, first, points=points)
        first += int(rate * SECONDS)
        await asyncio.sleep(1)
    for client in screens.clients:
        client.leave()
    return found


async def joins(board: boards.Laid, ports: list[int]) -> float:
    """Seconds until the last of all who come at once has the board, their own part and the line."""

    async def one(place: int) -> None:
        port, cookie = ports[place % len(ports)], board.cookies[place]
        greeted = asyncio.Event()

        def hear(_client: wire.Client, payload: bytes) -> None:
            if payload.startswith(b'{"t":"welcome"'):
                greeted.set()

        state = await pages.get(port, f"{board.path}state", cookie, gzip=True)
        (client,) = await wire.connect(port, [boards.socket(port, board, cookie)], hear)
        client.say(boards.hello(board, pages.revision(state)))
        await asyncio.wait_for(greeted.wait(), PATIENCE)
        client.leave()

    started = time.perf_counter()
    await asyncio.gather(*[one(place) for place in range(SOCKETS)])
    return time.perf_counter() - started


def drag_kb(board: boards.Laid) -> float:
    """What one second of dragging sends: the hand at its pace, and where it lets go."""
    ours = Ours(board)
    hands = [
        b'{"t":"hand","stream":%d,"chosen":["p1200"],"held":[1200,800],"at":[1200,800]}'
        % board.stream
    ]
    hands += [
        b'{"t":"hand","stream":%d,"at":[%d,%d]}' % (board.stream, 1200 + 9 * n, 800 + 5 * n)
        for n in range(1, CURSOR_HZ)
    ]
    hands.append(b'{"t":"hand","stream":%d,"held":null,"chosen":[]}' % board.stream)
    return sum(map(len, [*hands, ours.command(1200)])) / 1000


@asynccontextmanager
async def two_servers(environment: dict[str, str]) -> AsyncIterator[list[int]]:
    ports = [servers.free_port(), servers.free_port()]
    with ExitStack() as stack:
        for core, port in enumerate(ports):
            serve = servers.polylogue("daphne", port)
            stack.enter_context(servers.running(serve, port, environment, core))
        yield ports


async def measure(environment: dict[str, str], board: boards.Laid) -> None:
    async with two_servers(environment) as ports:
        print("  joins …", flush=True)
        took = sorted([await joins(board, ports) for _ in range(JOINS)])
        state = await pages.get(ports[0], f"{board.path}state", board.cookies[0], gzip=True)
        print("  edits on Polylogue …", flush=True)
        ours = Ours(board)
        await ours.enter(ports)
        found = {"polylogue": await edits(ours)}
    print("  edits on Yjs …", flush=True)
    start, updates = yjs.updates(
        boards.PIECES, int(sum(rate for rate, _ in RATES.values()) * SECONDS)
    )
    port = servers.free_port()
    with servers.running(yjs.command(port), port, environment):
        theirs = Yjs(updates, start)
        await theirs.enter(port)
        found["yjs"] = await edits(theirs)
    print("  a bare broadcast …", flush=True)
    port = servers.free_port()
    with servers.running(servers.broadcast("", port), port, environment):
        bare = Bare([ours.command(number) for number in range(len(updates))])
        await bare.enter(port)
        found["bare"] = await edits(bare)
    table(found)
    print(json.dumps(bars(found, took, len(state), drag_kb(board))))


def table(found: dict[str, Found]) -> None:
    print(f"\n{'':14}" + "".join(f"{name + ' p50':>14}{'p99':>8}" for name in RATES))
    for name, rates in found.items():
        row = "".join(f"{p50:>14.1f}{p99:>8.1f}" for p50, p99 in rates.values())
        print(f"{name:14}{row}", flush=True)


def bars(found: dict[str, Found], took: list[float], state: int, drag: float) -> dict[str, float]:
    each = {f"{name}_p99_ms": round(p99, 1) for name, (_, p99) in found["polylogue"].items()}
    beside = {
        f"{peer}_{name}_p99_ms": round(found[peer][name][1], 1)
        for peer in ("yjs", "bare")
        for name in RATES
    }
    weights = {"snapshot_mb": round(state / 1e6, 3), "drag_kb": round(drag, 2)}
    return each | {"join_100_s": round(took[len(took) // 2], 2)} | weights | beside


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.postgres() as database,
        servers.valkey() as redis,
    ):
        environment = stage.settle(Path(folder), database, redis)
        print("laying out a board …", flush=True)
        board = boards.lay_out(SOCKETS)
        servers.pin_load()
        asyncio.run(measure(environment, board))


if __name__ == "__main__":
    main()
