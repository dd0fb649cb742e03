"""A room page as a person uses it, and what it shows, in a form that two pages can be compared by."""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import Any

from playwright.async_api import Page, expect

from tests.support.house import House

PATIENCE = 15.0

SHOWN = """() => {
  const text = (within, name) => within.querySelector(name)?.textContent.trim().replace(/\\s+/g, " ") ?? null;
  const when = (line) => { const time = line.querySelector("time"); return time && Math.floor(new Date(time.dateTime).getTime()); };
  const isLine = (line) => !line.matches(".unread-marker, .log__earlier, .log__beginning");
  const line = (li) => ({
    kind: li.classList[0], id: li.id, seq: li.dataset.seq ?? null, author: li.dataset.author ?? null,
    own: "own" in li.dataset, continued: "continued" in li.dataset, state: li.dataset.state ?? null,
    source: li.dataset.text ?? null, at: li.matches(".day-separator") ? text(li, "time") : when(li),
    name: text(li, ".message__author, .system-line__name"), origin: text(li, ".message__origin"),
    badge: text(li, ".badge"), avatar: text(li, ".avatar"), hue: li.querySelector(".avatar")?.dataset.hue ?? null,
    body: li.querySelector(".message__body")?.innerHTML ?? null,
    edited: li.querySelector(".message__edited")?.hidden === false,
    actions: li.querySelector(".message__actions") !== null,
  });
  const turn = (li) => ({
    person: li.dataset.person, state: li.dataset.state ?? null, own: "own" in li.dataset,
    name: text(li, ".speaker-queue__name"), note: text(li, ".speaker-queue__note"),
    buttons: [...li.querySelectorAll("button")].map((button) => button.dataset.does),
  });
  const bar = document.querySelector("announcement-bar");
  return {
    log: [...document.querySelectorAll(".log__list > *")].filter(isLine).map(line),
    queue: [...document.querySelectorAll(".speaker-queue__turn")].map(turn),
    hands: [...document.querySelectorAll('[data-does="hand"]')].map((button) => button.getAttribute("aria-pressed")),
    announcement: bar.hidden ? null : [bar.dataset.seq, text(bar, ".announcement__words"), text(bar, ".announcement__by")],
    heading: [text(document, ".room__title"), text(document, ".room__subtitle")],
    rooms: [...document.querySelectorAll(".room-nav__name")].map((name) => name.textContent),
    composer: text(document, ".composer__closed"),
  };
}"""


class RoomPage:
    """Somebody's browser tab with the plenary in it."""

    def __init__(self, page: Page, house: House, name: str, site: str) -> None:
        self.page, self.house, self.name = page, house, name
        self.site = site
        slug, stream = house.facts["slug"], house.facts["plenary"]
        ((pk,),) = house.query(f"SELECT id FROM rooms_room WHERE stream_id = {stream}")
        self.url = f"{self.site}/d/{slug}/rooms/{pk}/"
        self.complaints: list[str] = []
        self.expects_trouble = False
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))

    def _console(self, message: Any) -> None:
        is_net = "Failed to load resource" in message.text or "WebSocket connection" in message.text
        if message.type == "error" and not (self.expects_trouble and is_net):
            where = message.location["url"]
            self.complaints.append(f"{self.name}: {message.text} {where}".rstrip())

    def unexplained(self) -> list[str]:
        """What the browser complained of. A part of a room that was asked for as its person was
        taken out of it is none: for them that room is not there any more."""
        shown = self.page.url
        return [line for line in self.complaints if not _is_left_behind(line, shown)]

    async def open(self, *, live: bool = True) -> None:
        await self.page.goto(self.url)
        if live:
            await self.is_live()

    async def reload(self) -> None:
        await self.page.reload()
        await self.is_live()

    async def is_live(self) -> None:
        """Waits until the socket is greeted: the people in the room are listed."""
        await expect(self.page.locator(".presence__person").first).to_be_attached(timeout=20_000)

    # ---- what a person does ---------------------------------------------------------------------

    @property
    def composer(self) -> Any:
        return self.page.locator("#composer-input")

    def message(self, text: str) -> Any:
        return self.page.locator(".message", has_text=text)

    async def say(self, *texts: str) -> None:
        for text in texts:
            await self.composer.fill(text)
            await self.composer.press("Enter")

    async def choose(self, text: str, item: str) -> None:
        """Chooses something from the menu of a message."""
        message = self.message(text)
        await message.hover()
        await message.locator(".message__more").click()
        await self.page.get_by_role("menuitem", name=item).click()

    async def command(self, name: str, **args: Any) -> None:
        """A command past the page, over HTTP."""
        await self.page.evaluate(
            """async ([name, args, key]) => {
              const { slug, csrf } = document.getElementById("room").dataset;
              const body = JSON.stringify({ t: "do", key, name, args });
              const answer = await fetch(`/live/${slug}/do`, { method: "POST", body, headers: { "X-CSRFToken": csrf } });
              if (!answer.ok) throw new Error(await answer.text());
            }""",
            [name, {"stream": self.house.facts["plenary"]} | args, f"test-{time.time_ns()}"],
        )

    # ---- what a person sees ---------------------------------------------------------------------

    async def texts(self) -> list[str]:
        """What was said, top to bottom, on its way or not."""
        return await self.page.locator(".message .message__body").all_inner_texts()

    async def sees(self, *texts: str, within: float = PATIENCE) -> None:
        """Each of these is shown as saved, exactly once."""
        end = time.monotonic() + within
        while not await self._has_all(texts):
            if time.monotonic() > end:
                raise AssertionError(f"{self.name} sees {(await self.texts())[-20:]}, not {texts}")
            await asyncio.sleep(0.05)
        shown = await self.texts()
        assert [shown.count(text) for text in texts] == [1] * len(texts)

    async def _has_all(self, texts: tuple[str, ...]) -> bool:
        saved = ".message[data-seq] .message__body"
        return set(texts) <= set(await self.page.locator(saved).all_inner_texts())

    async def shown(self) -> dict[str, Any]:
        return await self.page.evaluate(SHOWN)

    async def is_like_a_fresh_page(self) -> None:
        """What entries made of this page is what the server makes of the same log."""
        fresh = RoomPage(
            await self.page.context.new_page(), self.house, f"{self.name} anew", self.site
        )
        await fresh.open()
        end = time.monotonic() + PATIENCE
        while (ours := await self.shown()) != (its := _same_part(await fresh.shown(), ours)):
            if time.monotonic() > end:
                raise AssertionError(_difference(ours, its))
            await asyncio.sleep(0.1)
        self.complaints += fresh.complaints
        await fresh.page.close()


def _same_part(fresh: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    """A fresh page shows the last lines only; the lines above are taken from the other page."""
    first = fresh["log"][1]["seq"] if len(fresh["log"]) > 1 else None
    above = [line["seq"] for line in ours["log"]]
    if first in above:
        fresh["log"][:2] = ours["log"][: above.index(first) + 1]
    return fresh


def _difference(ours: dict[str, Any], its: dict[str, Any]) -> str:
    for part in ours:
        if ours[part] != its[part]:
            lines = zip(ours[part], its[part], strict=False) if ours[part] and its[part] else []
            pair = next(((a, b) for a, b in lines if a != b), (ours[part], its[part]))
            return (
                f"{part}: the page shows\n{json.dumps(pair[0])}, a fresh one\n{json.dumps(pair[1])}"
            )
    return "they are the same now"


def _is_left_behind(complaint: str, shown: str) -> bool:
    asked = re.search(r"\b404\b.* \S+/rooms/(\d+)/", complaint)
    return asked is not None and f"/rooms/{asked[1]}/" not in shown
