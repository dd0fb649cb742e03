"""From the first card to the file that is taken home, on the canvas, without a pointer."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.test_board import looked_at
from tests.browser.test_boards import DESK, opened, press, reach, taken_along
from tests.browser.test_canvas import canvas_of, comes_to, piece, place, world
from tests.browser.test_manners import faults


@pytest.fixture
def house(same_house):
    """Each test has a board of its own there."""
    return same_house


async def add(person, kind, words, field):
    """Something new, by the button of its tool; its dialog opens and is closed again."""
    page = person.page
    await press(page, page.get_by_role("button", name=kind, exact=True))
    await expect(dialog(person).get_by_label(field, exact=True)).to_be_focused()
    await page.keyboard.type(words)
    await page.keyboard.press("Escape")
    await expect(piece(person, words)).to_be_focused()
    await page.keyboard.press("Escape")


def dialog(person):
    return person.page.locator("#piece-dialog")


async def pick(page, target, letters):
    """By typing in a list, which says what was chosen."""
    await reach(page, target)
    await page.keyboard.type(letters)
    chosen = "list => list.options[list.selectedIndex]?.textContent"
    assert (await target.evaluate(chosen)).startswith(letters)


async def set_phase(person, phase):
    page = person.page
    if not await page.locator("#phase").is_visible():
        await press(page, page.locator("#steer summary"))
    await pick(page, page.locator("#phase"), phase)
    await press(page, page.get_by_role("button", name="Begin the phase"))
    await expect(page.locator("#board-phase [data-part=phase]")).to_have_text(phase)


async def test_a_journey_on_the_canvas_by_keyboard_alone_from_a_card_to_its_file(visit):
    ben, cleo = [await visit(name, viewport=DESK) for name in ("ben", "cleo")]
    await canvas_of(ben, cleo, url=await opened(ben, "Without a pointer"))
    page = ben.page

    await add(ben, "Note", "Ask the parents", "Text")
    await add(ben, "Card", "Zone", "Title")
    await page.keyboard.press("Enter")
    await expect(dialog(ben).get_by_label("Title", exact=True)).to_be_focused()
    await page.keyboard.press("End")
    await page.keyboard.type(" around schools")
    await reach(page, dialog(ben).get_by_label("Goal"))
    await page.keyboard.type("Nobody is hurt.")
    assert await faults(ben) == []
    await page.keyboard.press("Escape")
    await expect(piece(cleo, "Zone around schools")).to_contain_text("Nobody is hurt.")

    x, y = await place(ben, "Zone around schools")
    await page.keyboard.press("Space")
    for _ in range(4):
        await page.keyboard.press("Shift+ArrowLeft")
    await comes_to(ben, "Zone around schools", (x - 200, y))
    await page.keyboard.press("Enter")
    await pick(page, dialog(ben).get_by_label("Move to"), "Chosen")
    await press(page, dialog(ben).get_by_role("button", name="Move it"))
    await page.keyboard.press("Escape")
    await expect(piece(ben, "Zone around schools")).to_be_focused()

    await press(page, page.get_by_role("button", name="Connect to…"))
    await pick(page, page.get_by_label("With", exact=True), "Note, Ask")
    await press(page, page.get_by_role("button", name="Draw the line").last)
    await expect(cleo.page.locator(".canvas__lines > g")).to_have_count(1)
    await expect(piece(ben, "Zone around schools")).to_be_focused()

    await set_phase(ben, "Vote")
    await reach(page, world(ben).locator("[tabindex='0']"))
    await page.keyboard.press("Home")
    while not await piece(ben, "Zone around schools").evaluate("e => e === document.activeElement"):
        await page.keyboard.press("PageDown")
    await page.keyboard.press("Enter")
    for _ in range(2):
        await press(page, dialog(ben).get_by_role("button", name="One vote more"))
    await expect(dialog(ben)).to_contain_text("3")
    await page.keyboard.press("Escape")
    await set_phase(ben, "Plan")
    await expect(piece(cleo, "Zone around schools")).to_contain_text("Votes: 2")
    await looked_at(cleo, "canvas-journey")

    (line,) = [line for line in await taken_along(page) if "Zone around schools" in line]
    assert "Nobody is hurt." in line and "Chosen" in line
