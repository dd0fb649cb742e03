"""People of a whole day 2, and what they see, say and hear."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from polylogue.client import Client, Refused
from tests.browser.room_page import RoomPage
from tests.browser.test_groups import PHONE, TITLE
from tests.browser.test_manners import faults
from tests.support.house import House

LONG = 20_000


@dataclass
class Day:
    """Everybody who is there, and what was seen on the way."""

    house: House
    ben: RoomPage
    cleo: RoomPage
    crowd: list[Client]
    lines: list[Any] = field(default_factory=list)
    pages: list[Any] = field(default_factory=list)
    said: dict[int, list[str]] = field(default_factory=dict)

    @property
    def group(self) -> int:
        """The stream of the group in which cleo sits."""
        return self.seats()["cleo"]

    @property
    def mates(self) -> list[Client]:
        """Whoever of the crowd is in cleo's group."""
        return [one for one in self.crowd if one.place.stream == self.group]

    def seats(self) -> dict[str, int]:
        """Who sits in which group, by the ledger; groups by the stream of their room."""
        rows = self.house.query(
            "SELECT s.person_id, r.stream_id FROM breakout_seat s JOIN breakout_group g ON g.id = s.group_id "
            "JOIN rooms_room r ON r.id = g.room_id WHERE s.ended_by_id IS NULL"
        )
        names = {pk: name for name, pk in self.house.facts["people"].items()}
        return {names[person]: stream for person, stream in rows}


async def stop(day: Day, name: str) -> None:
    """No fault that axe can find on either page."""
    if folder := os.environ.get("SHOTS"):
        for person in (day.ben, day.cleo):
            await person.page.screenshot(path=Path(folder, f"{name}-{person.name}.png"))
    for person in (day.ben, day.cleo):
        assert await faults(person) == [], (name, person.name)
    assert await day.cleo.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def is_in_her_group(day: Day, title: str = "") -> None:
    expected = title or re.compile(r"Group \d")
    await expect(day.cleo.page.locator(TITLE)).to_have_text(expected, timeout=2 * LONG)
    await expect(day.cleo.page.locator(".case-strip")).to_be_visible(timeout=LONG)


async def crowd_is_where_it_sits(day: Day) -> None:
    def is_so() -> bool:
        seats = day.seats()
        return all(one.place.stream == seats.get(one.name) for one in day.crowd)

    await until(is_so)


async def mates_there(day: Day) -> list[Client]:
    await until(lambda: bool(day.mates))
    return day.mates


async def until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - clients and database are asked
            await asyncio.sleep(0.1)


async def says(day: Day, client: Client, text: str) -> None:
    stream = client.place.stream
    assert stream is not None
    await client.do("chat.post_message", stream=stream, text=text)
    day.said.setdefault(stream, []).append(text)


async def phone_says(day: Day, text: str) -> None:
    """There Enter begins a new line."""
    await day.cleo.composer.fill(text)
    await day.cleo.page.get_by_role("button", name="Send", exact=True).click()


async def is_refused(day: Day, name: str, text: str) -> None:
    """The server does not let them write, whichever way they come."""
    async with day.house.client(name, in_view=day.group) as client:
        with pytest.raises(Refused) as refused:
            await client.do("chat.post_message", stream=day.group, text=text)
        assert refused.value.code == "listens"


async def heard(client: Client, kind: str) -> None:
    await until(lambda: any(i["kind"] == kind for s in client.streams.values() for i in s.items))


async def hears(client: Client, stream: int, text: str) -> None:
    await until(lambda: any(i["data"].get("text") == text for i in client.streams[stream].items))


def changes_of_texts(client: Client) -> list[dict[str, Any]]:
    items = client.streams[client.place.stream or 0].items
    return [item for item in items if item["kind"] == "texts.changed"]


def moderator(day: Day) -> Client:
    """Who of the crowd leads cleo's group, as the last entry about its script says."""
    items = day.mates[0].streams[day.group].items
    look = next(i["data"]["look"] for i in reversed(items) if i["kind"].startswith("scripts."))
    (person,) = next(role["people"] for role in look["roles"] if role["key"] == "moderator")
    names = {pk: name for name, pk in day.house.facts["people"].items()}
    return next(one for one in day.mates if one.name == names[person])


def step_now(person: RoomPage) -> Any:
    return person.page.locator("step-now")
