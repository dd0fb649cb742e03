"""Server processes that are killed, frozen and asked to leave while people talk."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.faults.conftest import LONG
from tests.support import checker
from tests.support.load import Load

KILLS = 25 if LONG else 3
MESSAGES = 20_000 if LONG else 2_000


def rooms(house):
    return [house.facts["plenary"], house.facts["side"]]


async def kill_and_start(house, number):
    server = house.servers[number % len(house.servers)]
    server.kill()
    await asyncio.to_thread(server.start)


async def trouble_the_layer(valkey, number):
    """Killed, paused, emptied: one after the other."""
    match number % 3:
        case 0:
            valkey.kill()
            await asyncio.sleep(1)
            await asyncio.to_thread(valkey.start)
        case 1:
            valkey.freeze()
            await asyncio.sleep(3)
            valkey.thaw()
        case 2:
            await asyncio.to_thread(valkey.client().flushall)
            await asyncio.to_thread(valkey.client().client_kill_filter, _type="pubsub")


async def kill_while(house, valkey, load, kills):
    """Kills servers, and troubles the layer if there is one, until the load is over; what was done, in words."""
    for number in range(kills):
        await load.until((number + 0.5) / (kills + 1))
        await kill_and_start(house, number)
        if valkey:
            await trouble_the_layer(valkey, number)
    await load.over()
    layer = ", Valkey killed, paused and emptied" if valkey else ""
    return f"kill -9 {kills} times{layer}"


async def test_nothing_is_lost_when_servers_are_killed(house, valkey):
    """50 people, 2,000 messages, kill -9 three times; with Valkey killed, paused and emptied too."""
    clients = await house.enter(house.crowd[:50])
    load = Load(clients, rooms(house), MESSAGES)
    faults = await kill_while(house, valkey, load, KILLS)
    verdict = await checker.check(house, clients, faults)
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages


@pytest.mark.only("sqlite")
async def test_the_database_is_whole_after_each_kill(house):
    clients = await house.enter(house.crowd[:10])
    load = Load(clients, rooms(house), 20 * MESSAGES // 100)
    for number in range(max(3, KILLS // 4)):
        await load.until((number + 0.5) / (KILLS + 1))
        house.servers[0].kill()
        assert house.query("PRAGMA integrity_check") == [("ok",)]
        await asyncio.to_thread(house.servers[0].start)
    await load.over()
    what = "kill -9 with integrity checks"
    verdict = await checker.check(house, clients, what, every_form=True)
    assert verdict.problems == [], verdict.explain()


async def test_a_frozen_server_goes_on_where_it_was(house):
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, rooms(house), MESSAGES // 4, pause=0.05)
    freezes = 5 if LONG else 1
    for number in range(freezes):
        await load.until((number + 0.5) / (freezes + 1))
        server = random.choice(house.servers)
        server.freeze()
        await asyncio.sleep(5)
        server.thaw()
    await load.over()
    verdict = await checker.check(house, clients, "SIGSTOP 5 s")
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages


async def test_a_leaving_server_says_goodbye_and_loses_nothing(house):
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, rooms(house), MESSAGES // 4)
    leaves = 10 if LONG else 2
    for number in range(leaves):
        await load.until((number + 0.5) / (leaves + 1))
        await asyncio.gather(*[client.ready.wait() for client in clients])
        server = house.servers[number % len(house.servers)]
        assert await asyncio.to_thread(server.terminate) == 0
        await asyncio.to_thread(server.start)
    await load.over()
    verdict = await checker.check(house, clients, f"SIGTERM {leaves} times")
    byes = [moment.frame["code"] for client in clients for moment in client.diary.of("bye")]
    assert verdict.problems == [], verdict.explain()
    assert set(byes) == {4101}
    told = "\n".join(server.log.read_text()[-3000:] for server in house.servers)
    assert len(byes) >= 0.99 * leaves * len(clients) / len(house.servers), told
