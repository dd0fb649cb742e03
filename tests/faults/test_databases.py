"""PostgreSQL restarted and frozen, Valkey missing, SQLite on a full disk."""

from __future__ import annotations

import asyncio

import pytest

from polylogue.client import Refused
from tests.faults.conftest import LONG
from tests.support import checker
from tests.support.load import Load
from tests.support.machines import FAST, IMMEDIATE, free_port

MESSAGES = 20_000 if LONG else 400


def rooms(house):
    return [house.facts["plenary"], house.facts["side"]]


@pytest.mark.only("postgres")
@pytest.mark.parametrize("how", [FAST, IMMEDIATE], ids=["fast", "immediate"])
async def test_a_restarted_database_takes_back_nothing(house, postgres, how):
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, rooms(house), MESSAGES)
    restarts = 20 if LONG else 2
    for number in range(restarts):
        await load.until((number + 0.5) / (restarts + 1))
        await asyncio.to_thread(postgres.restart, how)
    await load.over()
    verdict = await checker.check(
        house, clients, f"PostgreSQL restarted ({how.name}) {restarts} times"
    )
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages
    assert all(client.connections == 1 for client in clients), "sockets stay open"


@pytest.mark.only("postgres")
async def test_a_frozen_database_closes_no_socket(house, postgres):
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, rooms(house), MESSAGES)
    await load.until(0.4)
    postgres.freeze()
    await asyncio.sleep(10)
    postgres.thaw()
    await load.over()
    verdict = await checker.check(house, clients, "PostgreSQL SIGSTOP 10 s")
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages
    assert all(client.connections == 1 for client in clients), "sockets stay open"


@pytest.mark.only("postgres")
async def test_used_up_connections_are_an_error_and_not_the_end(house, postgres):
    clients = await house.enter(house.crowd[:10])
    load = Load(clients, rooms(house), MESSAGES // 4)
    postgres.sql(f"ALTER DATABASE {house.name} CONNECTION LIMIT 1")
    ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{house.name}'"
    postgres.sql(ended)
    await asyncio.sleep(3)
    postgres.sql(f"ALTER DATABASE {house.name} CONNECTION LIMIT -1")
    await load.over()
    verdict = await checker.check(house, clients, "no free database connections for 3 s")
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages


@pytest.mark.only("postgres")
async def test_everything_works_without_valkey(build):
    house = build(POLYLOGUE_REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    await house.open()
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, rooms(house), MESSAGES)
    await load.over()
    verdict = await checker.check(house, clients, "Valkey never there")
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages


@pytest.mark.only("postgres")
async def test_commands_are_answered_while_valkey_is_frozen(house, valkey):
    clients = await house.enter(house.crowd[:20])
    valkey.freeze()
    load = Load(clients, rooms(house), MESSAGES)
    await load.over()
    kept = load.kept
    valkey.thaw()
    verdict = await checker.check(house, clients, "Valkey SIGSTOP during all of the load")
    assert verdict.problems == [], verdict.explain()
    assert kept == load.messages


@pytest.mark.only("sqlite")
async def test_a_full_disk_refuses_and_loses_nothing(build):
    house = build(MAX_PAGES="24", PLANTED="full-disk")
    await house.open("tests.support.planted", "polylogue")
    clients = await house.enter(house.crowd[:10])
    heads = house.heads()
    with pytest.raises((Refused, TimeoutError)):
        await asyncio.wait_for(_write_until_full(clients[0], house.facts["plenary"]), 20)
    assert house.heads()[house.facts["plenary"]] > heads[house.facts["plenary"]]
    await clients[1].say(t="ack", cursors={})
    house.servers[0].kill()
    await asyncio.to_thread(house.servers[0].start, "polylogue")
    load = Load(clients[1:], rooms(house), 90)
    await load.over()
    verdict = await checker.check(house, clients, "disk full, then not any more")
    assert verdict.problems == [], verdict.explain()


async def _write_until_full(client, stream):
    for number in range(2_000):
        text = f"message {number} " + "x" * 4_000
        await client.do("chat.post_message", stream=stream, text=text)
