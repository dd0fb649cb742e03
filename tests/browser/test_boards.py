"""The outline of a board: everything by keyboard, live for the others, and without a script just as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.test_manners import faults

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
ZONE = "30 km/h zone around schools"


@pytest.fixture
def house(same_house):
    """Each test has a board of its own there."""
    return same_house


async def opened(ben, title="Plan for day 3"):
    """Ben gives the plenary a board; its address."""
    await ben.page.goto(f"{ben.site}/d/{ben.house.facts['slug']}/boards/")
    await ben.page.get_by_role("textbox", name="Title").fill(title)
    await ben.page.get_by_role("button", name="Open the board").click()
    await expect(ben.page.get_by_role("heading", name=title)).to_be_visible()
    return ben.page.url


async def reach(page, target):
    """Goes there by the Tab key alone."""
    await expect(target).to_be_visible()
    for _ in range(150):
        await page.keyboard.press("Tab")
        if await target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached by keyboard")


async def press(page, target, key="Enter"):
    await reach(page, target)
    await page.keyboard.press(key)


async def choose(page, target, letters):
    """By typing in a list, as one does by keyboard."""
    await reach(page, target)
    await page.keyboard.type(letters)


async def taken_along(page):
    """The lines of the table that somebody takes along from a board, by keyboard."""
    await press(page, page.get_by_role("link", name="Download"))
    async with page.expect_download() as taken:
        await press(page, page.get_by_role("link", name="Table (CSV)"))
    return Path(await (await taken.value).path()).read_text(encoding="utf-8-sig").splitlines()


def lane(page, title):
    return page.get_by_role("region", name=title, exact=True)


async def test_a_journey_by_keyboard_alone_that_others_see_at_once(visit):
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=DESK)
    dov = await visit("dov", viewport=PHONE, has_touch=True)
    url = await opened(ben)
    for person in (cleo, dov):
        await person.page.goto(url)
    page = cleo.page

    ideas = lane(page, "Ideas")
    await press(page, ideas.locator("summary"))
    await reach(page, ideas.get_by_label("Title or text"))
    await page.keyboard.type(ZONE)
    await press(page, ideas.get_by_role("button", name="Add a card"))
    await expect(lane(dov.page, "Ideas").get_by_role("link", name=ZONE)).to_be_visible()
    assert await faults(dov) == []

    await press(page, page.get_by_role("link", name=ZONE))
    await reach(page, page.get_by_label("Goal"))
    await page.keyboard.type("Nobody is hurt on the way to school.")
    assert await faults(cleo) == []
    await press(page, page.get_by_role("button", name="Save"))
    await expect(lane(dov.page, "Ideas")).to_contain_text("Nobody is hurt")

    await press(page, page.get_by_role("link", name=ZONE))
    places = page.get_by_label("To", exact=True)
    await choose(page, places, "At the end")
    while await places.input_value() != "lane-2:end":
        await page.keyboard.press("ArrowDown")
    await press(page, page.get_by_role("button", name="Move it"))
    await expect(lane(dov.page, "Chosen").get_by_role("link", name=ZONE)).to_be_visible()

    await dov.page.locator("#add-lane-2 summary").tap()
    await lane(dov.page, "Chosen").get_by_label("Title or text").fill("Ask the parents")
    await lane(dov.page, "Chosen").get_by_role("button", name="Add a note").tap()
    await expect(page.get_by_role("link", name="Ask the parents")).to_be_visible()

    await press(page, page.get_by_role("link", name=ZONE))
    await choose(page, page.get_by_label("With", exact=True), "Ask")
    await reach(page, page.get_by_label("What the line says"))
    await page.keyboard.type("first")
    await press(page, page.get_by_role("button", name="Draw the line"))
    await expect(lane(dov.page, "Chosen")).to_contain_text("first: Ask the parents")

    await ben.page.locator("#steer summary").click()
    await ben.page.get_by_label("Phase", exact=True).select_option("vote")
    await ben.page.get_by_role("button", name="Begin the phase").click()
    await expect(page.get_by_text("You have 5 votes left.")).to_be_visible()
    dots = page.get_by_label("Your votes").first
    await reach(page, dots)
    await page.keyboard.press("2")
    await press(page, page.get_by_role("button", name="Vote").first)
    await expect(page.get_by_text("You have 3 votes left.")).to_be_visible()
    assert await faults(ben) == []
    await expect(dov.page.get_by_text("You have 5 votes left.")).to_be_visible()
    await ben.page.get_by_label("Phase", exact=True).select_option("plan")
    await ben.page.get_by_role("button", name="Begin the phase").click()
    await expect(lane(dov.page, "Chosen")).to_contain_text("2 votes")
    (line,) = [line for line in await taken_along(page) if ZONE in line and "first" not in line]
    assert "Nobody is hurt on the way to school." in line and "Chosen" in line


@pytest.mark.long
async def test_what_somebody_types_stays_while_others_change_the_board(visit):
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=DESK)
    url = await opened(ben, "While we type")
    await cleo.page.goto(url)
    await cleo.page.locator("#add-lane-1 summary").click()
    field = lane(cleo.page, "Ideas").get_by_label("Title or text")
    await field.type("Half a tho")
    await ben.page.locator("#add-lane-1 summary").click()
    await lane(ben.page, "Ideas").get_by_label("Title or text").fill("Something else")
    await lane(ben.page, "Ideas").get_by_role("button", name="Add a note").click()
    await expect(cleo.page.get_by_role("link", name="Something else")).to_be_visible()
    await expect(field).to_have_value("Half a tho")
    await expect(field).to_be_focused()


async def test_without_a_script_a_board_is_worked_on_by_plain_forms(visit):
    ben = await visit("ben", viewport=DESK)
    url = await opened(ben, "Without a script")
    plain = await visit("cleo", live=False, viewport=PHONE, java_script_enabled=False)
    page = plain.page
    await page.goto(url)
    await page.locator("#add-lane-1 summary").click()
    await lane(page, "Ideas").get_by_label("Title or text").fill(ZONE)
    await lane(page, "Ideas").get_by_role("button", name="Add a card").click()
    await page.get_by_role("link", name=ZONE).click()
    await page.get_by_label("Goal").fill("Nobody is hurt.")
    await page.get_by_role("button", name="Save").click()
    await expect(lane(page, "Ideas")).to_contain_text("Nobody is hurt.")
    await page.get_by_role("link", name=ZONE).click()
    await page.get_by_label("To", exact=True).select_option("lane-3:end")
    await page.get_by_role("button", name="Move it").click()
    await expect(lane(page, "First 30 days").get_by_role("link", name=ZONE)).to_be_visible()
    await page.get_by_role("link", name=ZONE).click()
    await page.get_by_role("button", name="Delete").click()
    await page.get_by_text("1 deleted thing").click()
    await page.get_by_role("button", name="Restore").click()
    await expect(lane(page, "First 30 days").get_by_role("link", name=ZONE)).to_be_visible()
