"""After group work: whom one met, what one shares with them, and what staff see and send."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}


async def work_in_groups(house):
    for order in ("draft", "seat cleo 0", "seat dov 0", "open 0", "back 0"):
        await asyncio.to_thread(house.hand.do, f"groups {order}")


def page_of(person, name):
    return f"{person.site}/d/{person.house.facts['slug']}/{name}/"


async def test_people_who_met_are_brought_together_if_they_agree(visit, house):
    await work_in_groups(house)
    dov = await visit("dov", viewport=PHONE)
    await dov.page.goto(page_of(dov, "met"))
    assert await faults(dov) == []
    assert await dov.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await expect(dov.page.get_by_text("Cleo Marin")).to_be_visible()
    await dov.page.get_by_label("Those I met in groups may have my name").check()
    await dov.page.get_by_role("button", name="Keep my choice").click()
    await expect(dov.page.get_by_text("Your choice is kept")).to_be_visible()

    cleo = await visit("cleo")
    await cleo.page.goto(page_of(cleo, "met"))
    await expect(cleo.page.get_by_role("link", name="dov@example.org")).to_be_visible()

    ada = await visit("ada")
    await ada.page.goto(page_of(ada, "reports"))
    assert await faults(ada) == []
    await expect(ada.page.get_by_text("1 person gets a mail")).to_be_visible()
    await ada.page.get_by_text("Look at the first of these mails").click()
    await expect(ada.page.get_by_text("Hello Cleo Marin")).to_be_visible()
    await ada.page.get_by_role("button", name="Send 1 mail").click()
    await expect(ada.page.get_by_text("They go out once")).to_be_visible()
    form = ada.page.locator("form[action$='attendance.csv']")
    async with ada.page.expect_download() as download:
        await form.get_by_role("button").click()
    assert (await download.value).suggested_filename.startswith("attendance-")
