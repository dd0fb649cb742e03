"""Group work while servers are killed: ledger, reach, places, sockets and pages agree every time."""

from __future__ import annotations

import asyncio
import contextlib
import random

from polylogue.client import Gone, Refused
from tests.faults.conftest import LONG
from tests.support import checker, checker_rounds

PEOPLE = 50
GROUPS = 10
KILLS = 24 if LONG else 4
COUNTDOWNS = 8 if LONG else 1


async def enter(house, names, **how):
    """Each on a page of the plenary."""
    plenary = house.facts["plenary"]
    return await house.enter(names, in_view=plenary, **how)


async def order(house, what):
    await asyncio.to_thread(house.hand.do, f"groups {what}")


async def reached(house, state):
    return await asyncio.to_thread(checker_rounds.wait_until, house, state)


async def restart(house, number):
    server = house.servers[number % len(house.servers)]
    server.kill()
    await asyncio.to_thread(server.start)


async def talk(client, until):
    """Says something wherever the person is, again and again; a room left meanwhile refuses it."""
    number = 0
    while not until.is_set():
        number += 1
        with contextlib.suppress(Refused):
            text = f"word {number} of {client.name}"
            await client.do("chat.post_message", stream=client.place.stream, text=text)
        await asyncio.sleep(random.uniform(0.2, 0.8))


@contextlib.asynccontextmanager
async def talking(clients):
    over = asyncio.Event()
    jobs = [asyncio.create_task(talk(client, over)) for client in clients]
    try:
        yield
    finally:
        over.set()
        await asyncio.gather(*jobs)


async def judge(house, clients, faults):
    verdict = await checker.check(house, clients, faults)
    assert verdict.problems == [], verdict.explain()


async def test_people_are_in_one_place_when_the_server_is_killed_while_it_moves_them(house):
    """Every second time the facilitator's own process is killed too, in the middle of the move."""
    clients = await enter(house, ["ben", *house.crowd[:PEOPLE]])
    await order(house, f"crowd {GROUPS} {PEOPLE}")
    await order(house, "open 0")
    async with talking(clients[1:11]):
        for number in range(KILLS):
            moving = asyncio.create_task(order(house, f"shuffle {number}"))
            await asyncio.sleep(random.uniform(0, 0.25))
            if number % 2:
                house.fire_the_hand()
            await restart(house, number)
            with contextlib.suppress(RuntimeError, BrokenPipeError):
                await moving
    await judge(house, clients, f"kill -9 {KILLS} times while {PEOPLE} people are moved")
    await order(house, "back 0")
    await judge(house, clients, "everybody back after that")


async def counted_down(house, what, kill_after):
    """Every server is killed so long after the order, and started again."""
    await order(house, f"{what} 2")
    await asyncio.sleep(kill_after)
    await asyncio.gather(*[restart(house, n) for n in range(len(house.servers))])
    await reached(house, "open" if what == "open" else "closed")


async def test_a_countdown_goes_on_when_the_server_is_killed(house):
    """Killed while it is counted down, and at the very moment at which people are to be moved."""
    clients = await enter(house, ["ben", *house.crowd[:PEOPLE]])
    for _ in range(COUNTDOWNS):
        await order(house, f"crowd {GROUPS} {PEOPLE}")
        await counted_down(house, "open", random.uniform(1.9, 2.5))
        await judge(house, clients, "kill -9 when a countdown opens the groups")
        await counted_down(house, "back", random.choice([0.5, random.uniform(1.9, 2.5)]))
        await judge(house, clients, "kill -9 when a countdown brings everybody back")


async def test_rounds_begin_and_end_when_nobody_is_there_any_more(house):
    clients = await enter(house, house.crowd[:PEOPLE])
    await order(house, f"crowd {GROUPS} {PEOPLE}")
    await order(house, "open 2")
    await asyncio.gather(*[client.close() for client in clients])
    for server in house.servers:
        server.kill()
    await asyncio.sleep(2.5)
    await asyncio.gather(*[asyncio.to_thread(server.start) for server in house.servers])
    await reached(house, "open")
    await order(house, "back 2")
    await asyncio.gather(*[restart(house, n) for n in range(len(house.servers))])
    await reached(house, "closed")
    back = await enter(house, house.crowd[:PEOPLE])
    await judge(house, back, "everybody gone, every server killed during both countdowns")


async def test_tabs_phones_and_late_lines_are_all_in_the_right_room(house):
    """Two tabs each, on any server; a third comes back while its person is being moved."""
    names = house.crowd[:20]
    clients = [*await enter(house, names), *await enter(house, names)]
    await order(house, "crowd 4 20")
    await order(house, "open 0")
    for number in range(3 if not LONG else 15):
        moving = asyncio.create_task(order(house, f"shuffle {number}"))
        clients += await enter(house, random.sample(names, 5))
        for client in random.sample(clients, 10):
            client._link.give_up("the test cuts it")
        await moving
    await judge(house, clients, "two tabs each, lines cut and opened while people are moved")


async def test_whoever_is_banned_in_a_group_is_out_of_everything(house):
    clients = await enter(house, ["ben", *house.crowd[:8]])
    tabs = await enter(house, [house.crowd[0], house.crowd[0]])
    await order(house, "crowd 2 8")
    await order(house, "open 0")
    await house.remove(house.crowd[0])
    out = [client for client in [*clients, *tabs] if client.name == house.crowd[0]]
    async with asyncio.timeout(15):
        while any(client.gone is None for client in out):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    assert {client.gone.code for client in out} == {4005}
    for client in out:
        with contextlib.suppress(Gone):
            await client.do("chat.post_message", stream=client.place.stream, text="still here")
            raise AssertionError("somebody who was removed still speaks")
    await order(house, "shuffle 1")
    await judge(house, [*clients, *tabs], "banned in a group, with three tabs")


async def test_the_checker_notices_somebody_who_belongs_elsewhere_than_they_sit(house):
    clients = await enter(house, ["ben", *house.crowd[:8]])
    await order(house, "crowd 2 8")
    await order(house, "open 0")
    await judge(house, clients, "none")
    house.patience = 1.0
    await order(house, "stray p3")
    verdict = await checker.check(house, clients, "one place forgotten")
    assert verdict.rules == {"C11"}
