"""A server that is told to stop: `polylogue serve` and SIGTERM, on both servers."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.support.house import Server, _environment

pytestmark = pytest.mark.faults


@pytest.fixture(params=["daphne", "uvicorn"])
async def house(request, build):
    house = build()
    house.servers = [Server(house, 0, request.param)]
    await house.open()
    return house


async def test_everybody_is_told_when_to_come_back_and_the_process_ends_well(house):
    clients = await house.enter(house.crowd[:8])
    started = time.monotonic()
    code = await asyncio.to_thread(house.servers[0].terminate)
    assert code == 0
    assert time.monotonic() - started < 30
    byes = [moment.frame for client in clients for moment in client.diary.of("bye")]
    assert [bye["code"] for bye in byes] == [4101] * 8
    assert len({bye["after_ms"] for bye in byes}) > 1
    assert all(bye["retry"] and 0 <= bye["after_ms"] < 2000 for bye in byes)
    assert house.servers[0].tracebacks() == []


async def test_what_was_sent_before_the_stop_is_written_once_and_nothing_confirmed_is_lost(house):
    clients = await house.enter(house.crowd[:4])
    plenary = house.facts["plenary"]
    sent = [
        asyncio.create_task(client.do("chat.post_message", stream=plenary, text=f"{n}"))
        for client in clients
        for n in range(25)
    ]
    await asyncio.sleep(0.05)
    code = await asyncio.to_thread(house.servers[0].terminate)
    await asyncio.to_thread(house.servers[0].start)
    receipts = await asyncio.gather(*sent)
    assert code == 0
    rows = house.query(f"SELECT count(*) FROM chat_message WHERE stream_id = {plenary}")
    assert rows == [(100,)]
    assert len({receipt.seq for receipt in receipts}) == 100


async def test_a_leaving_server_is_not_ready_and_takes_nobody_new(house):
    server = house.servers[0]
    clients = await house.enter(house.crowd[:1])
    server.process.send_signal(signal.SIGTERM)
    refused = await asyncio.to_thread(_end_of_readiness, server.site)
    assert refused in {503, "refused"}
    await asyncio.to_thread(server.process.wait, 30)
    await asyncio.gather(*[client.close() for client in clients])


def _end_of_readiness(site: str) -> int | str:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{site}/readyz", timeout=2).close()
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            return "refused"
        time.sleep(0.02)
    return "still ready"


@pytest.mark.only("sqlite")
async def test_a_second_server_on_the_same_sqlite_file_is_refused(build):
    house = build()
    await house.open()
    command = [sys.executable, "-m", "polylogue"]
    env = _environment(house.env)
    for words in (["serve", "--port", "1"], ["worker"]):
        second = await asyncio.to_thread(
            subprocess.run, [*command, *words], env=env, capture_output=True, text=True
        )
        assert second.returncode == 1
        assert "is already served by another process" in second.stderr
