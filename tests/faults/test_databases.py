"""PostgreSQL restarted and frozen, Valkey missing, SQLite on a full disk."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.conftest import LONG
from tests.support import checker
from tests.support.load import Load
from tests.support.machines import FAST, IMMEDIATE, free_port

MESSAGES = 4_000 if LONG else 400


def rooms(house):
    return [house.facts["plenary"], house.facts["side"]]


async def until(condition):
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.1)


def interruptions(clients):
    return [m.frame for client in clients for m in client.diary.of("lost", "bye")]


@pytest.mark.only("postgres")
@pytest.mark.parametrize("how", [FAST, IMMEDIATE], ids=["fast", "immediate"])
async def test_a_restarted_database_takes_back_nothing(house, postgres, how):
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, rooms(house), MESSAGES)
    restarts = 8 if LONG else 2
    for number in range(restarts):
        await load.until((number + 0.5) / (restarts + 1))
        await asyncio.to_thread(postgres.restart, how)
    await load.over()
    verdict = await checker.check(
        house, clients, f"PostgreSQL restarted ({how.name}) {restarts} times"
    )
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages
    assert interruptions(clients) == [], "sockets stay open"


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
    assert interruptions(clients) == [], "sockets stay open"


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
async def test_on_a_full_disk_messages_wait_and_reading_goes_on(build):
    house = build(MAX_PAGES="24", PLANTED="full-disk")
    await house.open("tests.support.planted", "polylogue")
    clients = await house.enter(house.crowd[:5])
    load = Load(clients, rooms(house), 60, words=800)
    await until(lambda: any(client.diary.of("error") for client in clients))
    full_at = load.kept
    await asyncio.sleep(2)
    reader = (await house.enter(house.crowd[5:6]))[0]
    await house.settled([reader])
    assert reader.streams[house.facts["plenary"]].seq == house.heads()[house.facts["plenary"]]
    assert not load.is_over()
    house.servers[0].kill()
    await asyncio.to_thread(house.servers[0].start, "polylogue")
    await load.over()
    verdict = await checker.check(house, clients, "disk full, then not any more")
    assert verdict.problems == [], verdict.explain()
    assert load.kept == load.messages > full_at
