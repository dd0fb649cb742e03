"""An older backup is put back while people are there."""

from __future__ import annotations

import asyncio
import time

from tests.faults.conftest import LONG
from tests.support import checker
from tests.support.load import Load

RESTORES = 8 if LONG else 2
MESSAGES = 2_000 if LONG else 300


async def test_a_restored_backup_is_one_history_for_everybody(house):
    """What was said after the backup is gone; nothing of it is mixed with what is said now."""
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, [house.facts["plenary"], house.facts["side"]], MESSAGES, pause=0.02)
    forgotten = []
    for number in range(RESTORES):
        await load.until((number + 0.3) / (RESTORES + 0.5))
        backed_up = time.monotonic()
        await asyncio.to_thread(house.back_up)
        await load.until((number + 0.7) / (RESTORES + 0.5))
        for server in house.servers:
            server.kill()
        await asyncio.to_thread(house.restore)
        await asyncio.to_thread(house.hand.do, "new_epochs")
        forgotten.append((backed_up, time.monotonic()))
        await asyncio.gather(*[asyncio.to_thread(server.start) for server in house.servers])
    await load.over()
    faults = f"an older backup restored {RESTORES} times"
    verdict = await checker.check(house, clients, faults, forgotten=forgotten)
    assert verdict.problems == [], verdict.explain()
    assert 0 < verdict.forgotten < load.messages
    assert verdict.acknowledged + verdict.forgotten == load.messages
    epochs = dict(house.query("SELECT id, epoch FROM log_stream"))
    followed = [stream for client in clients for stream in client.streams.values()]
    assert all(stream.epoch == epochs[stream.number] for stream in followed)
