"""A board's free canvas: pieces dragged, drawn and connected, by pointer and by keyboard, with others there."""

from __future__ import annotations

import asyncio
import time

import pytest
from playwright.async_api import expect

from tests.browser.room_page import PATIENCE
from tests.browser.test_board import looked_at, state
from tests.browser.test_boards import DESK, PHONE, opened
from tests.browser.test_manners import faults


@pytest.fixture
def house(same_house):
    """Each test has a board of its own there."""
    return same_house


async def canvas_of(*people, url):
    for person in people:
        await person.page.goto(f"{url}canvas/")
        await expect(state(person)).to_have_text("All is saved.")


def piece(person, words):
    return person.page.locator(".piece", has_text=words)


def world(person):
    return person.page.locator(".canvas__world")


async def note(person, words):
    """Puts a note into the middle by the keyboard, and writes on it."""
    await person.page.get_by_role("button", name="Note", exact=True).press("Enter")
    await person.page.locator("#piece-dialog").get_by_label("Text").fill(words)
    await person.page.keyboard.press("Escape")
    await expect(piece(person, words)).to_be_focused()


async def place(person, words):
    box = await piece(person, words).bounding_box()
    return round(box["x"]), round(box["y"])


async def comes_to(person, words, spot):
    """The operation follows the hand that let go of it."""
    end = time.monotonic() + PATIENCE
    while await place(person, words) != spot and time.monotonic() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    assert await place(person, words) == spot


async def resting(person, words):
    """Where a piece is once it stays there."""
    before, now = None, await place(person, words)
    while now != before:
        await asyncio.sleep(0.5)
        before, now = now, await place(person, words)
    return now


async def test_what_is_dragged_is_seen_by_the_others_as_it_goes(visit):
    ben, cleo = [await visit(name, viewport=DESK) for name in ("ben", "cleo")]
    await canvas_of(ben, cleo, url=await opened(ben, "Dragged"))
    await note(ben, "Trams")
    await expect(piece(cleo, "Trams")).to_be_visible()
    dragged, mouse = cleo.page.locator(".canvas-chosen[data-dragged]"), ben.page.mouse
    await ben.page.evaluate("document.querySelector('h1').style.paddingBlockEnd = '10rem'")
    x, y = await resting(ben, "Trams")  # lower by what came above the canvas
    await mouse.move(x + 40, y + 20)
    await mouse.down()
    await mouse.move(x + 43, y + 20)
    await expect(piece(ben, "Trams")).not_to_have_attribute("data-dragged", "")
    await mouse.move(x + 200, y + 100, steps=6)
    await expect(dragged).to_have_text("Ben Okoro")
    await expect(cleo.page.locator(".canvas-pointer")).to_have_text("Ben Okoro")
    await looked_at(cleo, "canvas-dragged")
    before = await place(cleo, "Trams")
    await mouse.up()
    await expect(cleo.page.locator(".canvas-chosen[data-dragged]")).to_have_count(0)
    await comes_to(cleo, "Trams", (before[0] + 160, before[1] + 80))
    await cleo.page.locator(".canvas__people summary").click()
    await cleo.page.get_by_role("button", name="Show pointers").click()
    await expect(cleo.page.locator(".canvas-pointer")).to_have_count(0)


async def test_the_canvas_by_keyboard_alone(visit):
    ben, cleo = [await visit(name, viewport=DESK) for name in ("ben", "cleo")]
    await canvas_of(ben, cleo, url=await opened(ben, "By keyboard"))
    page = ben.page
    await note(ben, "Trams")
    await expect(piece(ben, "Trams")).to_have_attribute("aria-selected", "true")
    x, y = await place(ben, "Trams")
    for key in ["ArrowRight"] * 2 + ["Shift+ArrowUp"] * 3:
        await page.keyboard.press(key)
    await page.keyboard.press("Escape")
    await comes_to(ben, "Trams", (x + 20, y - 150))
    await note(ben, "Buses")
    await page.keyboard.press("Escape")
    await page.keyboard.press("ArrowUp")
    await expect(piece(ben, "Trams")).to_be_focused()
    assert await faults(ben) == []
    await page.keyboard.press("Space")
    await page.get_by_role("button", name="Connect to…").press("Enter")
    await page.get_by_label("With", exact=True).select_option(index=0)
    await page.get_by_role("button", name="Draw the line").last.press("Enter")
    await expect(cleo.page.locator(".canvas__lines > g")).to_have_count(1)
    await expect(piece(ben, "Trams")).to_be_focused()
    await looked_at(ben, "canvas-keyboard")
    await page.keyboard.press("Delete")
    await expect(piece(cleo, "Trams")).to_have_count(0)
    await expect(world(ben)).to_be_focused()


@pytest.mark.long
async def test_from_far_away_the_board_is_painted_and_whoever_leads_takes_others_along(visit):
    ben, cleo = (
        await visit("ben", viewport=DESK),
        await visit("cleo", viewport=PHONE, has_touch=True),
    )
    await canvas_of(ben, cleo, url=await opened(ben, "From far away"))
    await note(ben, "Trams")
    await expect(piece(cleo, "Trams")).to_be_visible()
    await ben.page.locator(".canvas__people summary").click()
    await ben.page.get_by_role("button", name="Show everybody what I see").click()
    await expect(cleo.page.locator(".canvas__led")).to_contain_text("Ben Okoro shows everybody")
    await ben.page.keyboard.press("Escape")
    for _ in range(5):
        await ben.page.get_by_role("button", name="Smaller", exact=True).click()
    for person in (ben, cleo):
        await expect(person.page.locator(".canvas__flat")).to_be_visible()
        assert await faults(person) == []
    await looked_at(cleo, "canvas-phone")
    await cleo.page.get_by_role("button", name="Look around myself").tap()
    await expect(cleo.page.locator(".canvas__led")).to_be_hidden()
