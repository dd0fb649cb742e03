"""The past of a board: any moment by a slider and by steps, and the whole of it put back in place."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.test_board import add, looked_at
from tests.browser.test_boards import DESK, PHONE, opened, press, reach
from tests.browser.test_manners import faults


@pytest.fixture
def house(same_house):
    """Each test has a board of its own there."""
    return same_house


def moment(person):
    return person.page.locator("#moment")


async def test_a_board_goes_back_to_a_moment_by_keyboard_and_others_see_it(visit):
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=PHONE)
    url = await opened(ben, "Its past")
    page = ben.page
    await page.goto(f"{url}lanes/")
    for title in ("Trams", "Buses"):
        await add(ben, "Ideas", title)
    await expect(page.locator(".board-bar__state")).to_have_text("All is saved.")
    await cleo.page.goto(url)

    await page.goto(f"{url}history/")
    await press(page, page.get_by_role("link", name="The board then").first)
    await expect(moment(ben)).to_contain_text("Buses")
    await reach(page, page.get_by_label("From the beginning to now"))
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight"):
        await page.keyboard.press(key)
    await expect(moment(ben)).not_to_contain_text("Buses")
    await expect(moment(ben)).to_contain_text("Trams")
    await expect(page.locator("[data-voice]")).not_to_be_empty()
    assert await faults(ben) == []
    await looked_at(ben, "past-slider")

    await press(page, page.get_by_role("link", name="Later", exact=True))
    await expect(moment(ben)).to_contain_text("Buses")
    await expect(moment(ben).locator("a[data-moment]:focus")).to_have_count(1)
    await press(page, page.get_by_role("link", name="Earlier", exact=True))
    await expect(moment(ben)).not_to_contain_text("Buses")
    await press(page, moment(ben).locator("#return-board summary"))
    await press(page, page.get_by_role("button", name="Put the board back"))
    await expect(page).to_have_url(f"{url}history/")
    await expect(cleo.page.get_by_role("link", name="Buses")).to_have_count(0)
    await expect(cleo.page.get_by_role("link", name="Trams")).to_be_visible()
