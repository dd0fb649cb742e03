"""The other server keeps the same promises."""

from __future__ import annotations

import asyncio

from tests.support import checker
from tests.support.load import Load


async def test_uvicorn_loses_nothing_when_it_is_killed(build):
    house = build()
    for server in house.servers:
        server.kind = "uvicorn"
    await house.open()
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, [house.facts["plenary"], house.facts["side"]], 400)
    await load.until(0.5)
    house.servers[0].kill()
    await asyncio.to_thread(house.servers[0].start)
    await load.over()
    verdict = await checker.check(house, clients, "kill -9 of uvicorn")
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages
