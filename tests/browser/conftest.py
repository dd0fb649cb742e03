"""Chromium, a real server process, and people who open a room page in it; see docs/testing.md."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.room_page import RoomPage
from tests.support.chromium import chromium
from tests.support.house import ORIGIN, House, Stage
from tests.support.wire import Wire

expect.set_options(timeout=15_000)  # milliseconds; others may be busy on the same machine
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MOST_TESTS = 12  # of a module that share a house
Visit = Callable[..., Awaitable[RoomPage]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("browser"), 1, None, dialogues=MOST_TESTS)


@pytest_asyncio.fixture(loop_scope="session")
async def house(same_house: House) -> House:
    """The module's house, in a dialogue of this test's own: the same people, who said nothing there yet."""
    same_house.wire.is_dead = False
    await same_house.move_on()
    return same_house


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def same_house(stage: Stage) -> AsyncGenerator[House]:
    """One server process for all tests of a module; `wire` is a line to it that can be cut."""
    async with _opened(stage) as house:
        yield house


@pytest.fixture(scope="session")
def own_stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("alone"), 1, None)


@pytest_asyncio.fixture(loop_scope="session")
async def own_house(own_stage: Stage) -> AsyncGenerator[House]:
    """With one dialogue alone, for a test that changes or counts more than that."""
    async with _opened(own_stage) as house:
        yield house


@contextlib.asynccontextmanager
async def _opened(stage: Stage) -> AsyncGenerator[House]:
    house = House(stage)
    async with Wire(house.servers[0].port) as house.wire:
        house.env["POLYLOGUE_ORIGINS"] = ",".join([ORIGIN, house.servers[0].site, house.wire.site])
        await house.open()
        yield house
        await house.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def launched() -> AsyncGenerator[Browser]:
    """One Chromium for all tests; nothing is shared between contexts."""
    path = chromium()
    if path is None and os.environ.get("POLYLOGUE_REQUIRE_ALL") == "1":
        pytest.fail("Chromium is missing, and POLYLOGUE_REQUIRE_ALL asks for it")
    if path is None:
        pytest.skip("NOT RUN: browser (no Chromium found; set POLYLOGUE_CHROMIUM)")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(launched: Browser) -> AsyncGenerator[Browser]:
    yield launched
    await asyncio.gather(*[context.close() for context in launched.contexts])


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, house: House) -> AsyncGenerator[Visit]:
    """`await visit("cleo")`: her page of the plenary, live. Ends with: no error, no CSP violation."""
    opened: list[RoomPage] = []

    async def visit(name: str, *, site: str = "", live: bool = True, **context: Any) -> RoomPage:
        made = await browser.new_context(locale="en-GB", timezone_id="Europe/Berlin", **context)
        site, session = site or house.servers[0].site, house.facts["sessions"][name]
        await made.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        page = RoomPage(await made.new_page(), house, name, site)
        opened.append(page)
        await page.open(live=live)
        return page

    yield visit
    complaints = [line for page in opened for line in page.unexplained()]
    await asyncio.gather(*[page.page.context.close() for page in opened])
    assert complaints == []
