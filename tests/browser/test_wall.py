"""The groups' boards side by side: each gets one, all grow before the plenary's eyes, and cards are gathered."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.test_board import add, looked_at
from tests.browser.test_boards import DESK, PHONE
from tests.browser.test_groups import drafted, lead  # noqa: F401 - a fixture
from tests.browser.test_leading import opened
from tests.browser.test_manners import faults


def wall_of(person):
    return f"{person.site}/d/{person.house.facts['slug']}/boards/wall/"


async def let_out(ada):
    """What is said in the groups may be used elsewhere."""
    rooms = ada.house.query("SELECT id FROM rooms_room WHERE kind = 'group'")
    for (number,) in rooms:
        await ada.page.goto(f"{ada.site}/d/{ada.house.facts['slug']}/arrange/{number}")
        await ada.page.locator("[name=rule][value=public]").check()
        await ada.page.get_by_role("button", name="Save").click()
        await expect(ada.page.get_by_text("Saved.")).to_be_visible()


async def test_groups_get_boards_and_the_plenary_gathers_their_cards(visit, house, lead):  # noqa: F811
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=DESK)
    await drafted(lead)
    await lead("open", "0")
    await let_out(await visit("ada", viewport=DESK))
    plenary = await opened(ben, "Of the plenary")
    await ben.page.goto(wall_of(ben))
    await ben.page.get_by_role("button", name="Open the boards").click()
    await expect(ben.page.locator(".wall__board")).to_have_count(2)
    await cleo.page.goto(wall_of(cleo))
    await expect(cleo.page.locator(".wall__board")).to_have_count(1)
    await cleo.page.get_by_role("link", name="Group 1").click()
    await add(cleo, "Ideas", "Trams")
    await expect(ben.page.locator(".wall__card", has_text="Trams")).to_be_visible()
    await ben.page.get_by_label("Trams").check()
    await add(cleo, "Ideas", "Trees")
    await expect(ben.page.locator(".wall__card", has_text="Trees")).to_be_visible()
    await expect(ben.page.get_by_label("Trams")).to_be_checked()
    assert await faults(ben) == []
    await looked_at(ben, "wall")
    await ben.page.get_by_role("button", name="Gather the chosen cards").click()
    await expect(ben.page.get_by_text("1 card is on “Of the plenary” now.")).to_be_visible()
    await ben.page.get_by_role("link", name="On the board “Of the plenary”").click()
    await expect(ben.page).to_have_url(f"{plenary}#{ben.page.url.partition('#')[2]}")
    await expect(ben.page.get_by_role("link", name="From the board")).to_be_visible()
    await expect(cleo.page.get_by_text("Trams")).to_be_visible()
    dov = await visit("dov", viewport=PHONE, has_touch=True)
    await dov.page.goto(wall_of(dov))
    assert await faults(dov) == []
    await looked_at(dov, "wall-phone")
