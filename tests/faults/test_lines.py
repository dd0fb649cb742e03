"""Lines between people and servers that are cut, torn, slow, deaf or half open."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from polylogue.client import Pace
from tests.faults.conftest import LONG
from tests.support import checker
from tests.support.house import ORIGIN
from tests.support.load import Load
from tests.support.wire import Wire

CUTS = 1_000 if LONG else 100
MESSAGES = 6_000 if LONG else 600


def rooms(house):
    return [house.facts["plenary"], house.facts["side"]]


async def behind_a_wire(house, wire, count):
    clients = [house.client(name, site=wire.site, from_start=True) for name in house.crowd[:count]]
    await asyncio.gather(*[client.open() for client in clients])
    return clients


@pytest.mark.parametrize("how", ["cut", "tear"])
async def test_cut_lines_lose_and_double_nothing(house, how):
    async with Wire(house.servers[0].port) as wire:
        clients = await behind_a_wire(house, wire, 20)
        load = Load(clients, rooms(house), MESSAGES, pause=0.1)
        while wire.cuts < CUTS // 2 and not load.is_over():
            await asyncio.sleep(0.15)
            getattr(wire, how)(random.randint(1, 6))
        await load.over()
        verdict = await checker.check(house, clients, f"{wire.cuts} lines: {how}")
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages


async def test_slow_lines_get_everything_in_the_end(house):
    async with Wire(house.servers[0].port) as wire:
        clients = await behind_a_wire(house, wire, 10)
        wire.delay, wire.bytes_per_second = 0.2, 20_000
        load = Load(clients, rooms(house), MESSAGES // 10)
        await load.over()
        verdict = await checker.check(house, clients, "200 ms and 20 kB/s")
    assert verdict.problems == [], verdict.explain()


async def test_a_command_whose_answer_is_lost_is_done_once(house):
    """The line dies between the commit and the ok, again and again."""
    async with Wire(house.servers[0].port) as wire:
        clients = await behind_a_wire(house, wire, 10)
        load = Load(clients, rooms(house), MESSAGES // 2, pause=0.05)
        losses = 0
        while losses < CUTS and not load.is_over():
            wire.swallows_answers = True
            await asyncio.sleep(0.1)
            losses += sum(bool(client.outbox.waiting) for client in clients)
            wire.cut()
            wire.swallows_answers = False
            await asyncio.sleep(0.4)
        await load.over()
        verdict = await checker.check(house, clients, f"{losses} answers lost after the commit")
    again = sum(m.frame["again"] for client in clients for m in client.diary.of("ok"))
    assert verdict.problems == [], verdict.explain()
    assert again > 0, "no answer was lost: the test tested nothing"


class Never(Pace):
    """For somebody who does not come back."""

    def delay(self, after_ms=0):
        return 3600.0


async def test_half_open_sockets_are_let_go(build):
    house = build(PLANTED="short-silence,short-grace")
    await house.open("tests.support.planted", "polylogue")
    before = checker.holdings(house)
    async with Wire(house.servers[0].port) as wire:
        dead = await behind_a_wire(house, wire, 20)
        alive = await house.enter(house.crowd[20:24])
        for client in dead:
            client.pace = Never()
        wire.is_dead = True
        await Load(alive, rooms(house), MESSAGES // 6).over()
        await no_more_than(house, len(alive))
        await asyncio.gather(*[client.close() for client in dead])
    verdict = await checker.check(house, alive, "20 half-open sockets")
    await checker.nothing_left(house, before, verdict)
    assert verdict.problems == [], verdict.explain()


async def no_more_than(house, sockets):
    """Waits until the servers hold no more sockets than these."""
    async with asyncio.timeout(30):
        while sum(server.sockets() for server in house.servers) > sockets:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def test_readers_that_never_read_are_closed_and_cost_little(build):
    house = build(PLANTED="short-silence")
    await house.open("tests.support.planted", "polylogue")
    memory = [server.memory() for server in house.servers]
    deaf = [await never_read(house, name) for name in house.crowd[50:60]]
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, rooms(house), 2 * MESSAGES)
    await load.over()
    await no_more_than(house, len(clients))
    grown = [server.memory() - was for server, was in zip(house.servers, memory, strict=True)]
    codes = [await close_code(socket) for socket in deaf]
    back = await house.enter(house.crowd[50:60])
    verdict = await checker.check(house, [*clients, *back], "10 readers that never read")
    assert verdict.problems == [], verdict.explain()
    assert codes == [4102] * len(deaf)
    assert max(grown) < 60 * 1024 * 1024, f"servers grew by {grown}"


async def never_read(house, name):
    """Says hello, follows the plenary, and never reads or confirms anything."""
    server = house.servers[0]
    url = f"{server.site.replace('http', 'ws')}/live/{house.facts['slug']}/"
    cookie = {"Cookie": f"sessionid={house.facts['sessions'][name]}"}
    socket = await connect(
        url, origin=ORIGIN, subprotocols=["polylogue.v1"], additional_headers=cookie, proxy=None,
        compression=None, max_queue=1, ping_interval=None,
    )  # fmt: skip
    await socket.send(json.dumps({"t": "hello", "v": 1}))
    welcome = json.loads(await socket.recv())
    for state in welcome["streams"]:
        cursor = {"stream": state["stream"], "epoch": state["epoch"], "seq": 0}
        await socket.send(json.dumps({"t": "follow", "cursor": cursor}))
    return socket


async def close_code(socket):
    with contextlib.suppress(ConnectionClosed):
        async with asyncio.timeout(20):
            while True:
                await socket.recv()
    return socket.close_code


@pytest.mark.long
async def test_200_people_come_back_at_once_three_times(house):
    clients = await house.enter(house.crowd)
    storms = 8 if LONG else 3
    for _ in range(storms):
        load = Load(clients[:20], rooms(house), 100)
        await load.until(0.3)
        for server in house.servers:
            server.kill()
        await asyncio.gather(*[asyncio.to_thread(server.start) for server in house.servers])
        await load.over()
        await asyncio.wait_for(asyncio.gather(*[client.ready.wait() for client in clients]), 60)
    verdict = await checker.check(house, clients, f"{len(clients)} back at once, {storms} times")
    assert verdict.problems == [], verdict.explain()
    assert all(client.connections >= storms + 1 for client in clients)
