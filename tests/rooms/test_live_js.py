"""The browser's modules against a real server process: two people, a killed server, no sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from tests.support.house import ORIGIN, House, Stage
from tests.support.node import NODE

SCRIPT = Path(__file__).parents[1] / "js" / "people-at-a-server.js"
MESSAGES = 40


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"), 1, None)


@pytest.fixture
async def house(stage: Stage) -> AsyncGenerator[House]:
    opened = House(stage)
    await opened.open()
    yield opened
    await opened.close()


class Pages:
    """Pages of cleo and dov, in Node."""

    def __init__(self, house: House, **more: Any) -> None:
        self.house, self.facts = house, house.facts
        people = [
            {"person": self.facts["people"][name], "session": self.facts["sessions"][name]}
            for name in ("cleo", "dov")
        ]
        stream = self.facts["plenary"]
        ((epoch,),) = house.query(f"SELECT epoch FROM log_stream WHERE id = {stream}")
        self.plan = {
            "site": house.servers[0].site.replace("127.0.0.1", "localhost"),
            "origin": ORIGIN,
            "slug": self.facts["slug"],
            "stream": stream,
            "epoch": epoch,
            "people": people,
            "messages": MESSAGES,
            "sockets": True,
        } | more

    async def open(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            NODE, SCRIPT, json.dumps(self.plan), stdout=asyncio.subprocess.PIPE, limit=2**22
        )
        assert await self._line() == "written"

    async def done(self) -> list[dict[str, Any]]:
        seen = json.loads(await self._line())
        await self.process.wait()
        return list(seen)

    async def _line(self) -> str:
        assert self.process.stdout
        return (await self.process.stdout.readline()).decode().strip()

    def log(self) -> list[list[Any]]:
        """Messages in the database, by seq."""
        rows = self.house.query(
            f"SELECT seq, text FROM chat_message WHERE stream_id = {self.facts['plenary']} ORDER BY seq"
        )
        return [list(row) for row in rows]


def check(pages: Pages, seen: list[dict[str, Any]]) -> None:
    """Everything that was answered is in the log once, in order, and on both screens."""
    log = pages.log()
    assert len(log) == 2 * MESSAGES
    for person in seen:
        mine = [row for row in log if row[1].startswith(f"{person['person']} says")]
        assert [text for _, text in mine] == [
            f"{person['person']} says {n}" for n in range(MESSAGES)
        ]
        assert person["failed"] == []
        assert person["sent"] == mine
        shown = [
            [seq, text] for seq, kind, text in person["entries"] if kind == "chat.message_posted"
        ]
        assert shown == log


async def test_two_pages_see_the_same_in_the_same_order(house: House) -> None:
    pages = Pages(house)
    await pages.open()
    check(pages, await pages.done())


async def test_a_server_killed_in_the_middle_costs_nothing(house: House) -> None:
    pages = Pages(house)
    await pages.open()
    for _ in range(2):
        await asyncio.to_thread(house.servers[0].kill)
        await asyncio.to_thread(house.servers[0].start)
        await asyncio.sleep(1)
    seen = await pages.done()
    check(pages, seen)
    assert all("reconnecting" in person["states"] for person in seen)


async def test_without_sockets_the_same_works_over_http(house: House) -> None:
    pages = Pages(house, sockets=False)
    await pages.open()
    seen = await pages.done()
    check(pages, seen)
    assert all(person["states"][-1] == "polling" for person in seen)
