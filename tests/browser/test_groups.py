"""Group work as people see it: taken to their group and back on the page they have, and the clock."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}
TITLE = "#room-title"


@pytest.fixture
def lead(house):
    """Tells the facilitators' hand what to do."""

    async def order(*words):
        await asyncio.to_thread(house.hand.do, " ".join(["groups", *words]))

    return order


async def drafted(lead):
    await lead("draft")
    await lead("seat", "cleo", "0")
    await lead("seat", "dov", "1")


FETCHED = (
    "performance.getEntriesByType('resource').some((one) => one.name.endsWith('/rooms/blank'))"
)


async def made_ready(*people):
    """Their pages have fetched the page that any room is made of."""
    for person in people:
        async with asyncio.timeout(30):
            while not await person.page.evaluate(FETCHED):  # noqa: ASYNC110 - the browser cannot tell
                await asyncio.sleep(0.2)
        await person.page.evaluate("window.mark = 'the same page'")


async def is_same_page(person):
    assert await person.page.evaluate("window.mark") == "the same page"


async def test_people_are_taken_to_their_groups_and_back_without_loading_a_page(visit, lead):
    cleo, dov = await visit("cleo"), await visit("dov", viewport=PHONE)
    ben = await visit("ben")
    await ben.say("Soon you go to your groups")
    await drafted(lead)
    await made_ready(cleo, dov)
    await cleo.composer.fill("Half a thought")
    await lead("open", "4")
    for person in (cleo, dov, ben):
        await expect(person.page.locator("round-clock")).to_contain_text("to your group in 0:0")
    await expect(cleo.page.locator(TITLE)).to_have_text("Group 1", timeout=15_000)
    await expect(dov.page.locator(TITLE)).to_have_text("Group 2", timeout=15_000)
    await expect(ben.page.locator(TITLE)).to_have_text("Plenary")
    assert "/rooms/" in cleo.page.url
    await is_same_page(cleo)
    await cleo.say("What is your obstacle?")
    await expect(cleo.page.locator("round-clock")).to_contain_text("time left: 29:")
    await expect(cleo.page.locator("presence-list li")).to_have_count(1)
    assert await faults(cleo) == [] and await faults(dov) == []

    await lead("seat", "dov", "0")
    await expect(dov.page.locator(TITLE)).to_have_text("Group 1")
    await dov.sees("What is your obstacle?")
    await dov.say("Nobody owns the pumps")
    await cleo.sees("Nobody owns the pumps")

    await dov.page.reload()
    await expect(dov.page.locator(TITLE)).to_have_text("Group 1")
    await dov.is_live()

    await lead("back", "3")
    await expect(cleo.page.locator("round-clock")).to_contain_text("Back to the plenary in 0:0")
    for person in (cleo, dov):
        await expect(person.page.locator(TITLE)).to_have_text("Plenary", timeout=15_000)
        await person.sees("Soon you go to your groups")
    await is_same_page(cleo)
    await expect(cleo.composer).to_have_value("Half a thought")
    await cleo.say("We are back")
    await ben.sees("We are back")


async def test_whoever_was_away_finds_their_group_when_they_come_back(visit, lead, house):
    cleo = await visit("cleo", site=house.wire.site)
    cleo.expects_trouble = True
    await drafted(lead)
    await made_ready(cleo)
    with house.wire.down():
        await lead("open", "0")
    await expect(cleo.page.locator(TITLE)).to_have_text("Group 1", timeout=30_000)


async def test_whoever_looks_at_the_plenary_meanwhile_finds_the_way_to_their_group(visit, lead):
    cleo = await visit("cleo")
    await drafted(lead)
    await lead("open", "0")
    await expect(cleo.page.locator(TITLE)).to_have_text("Group 1", timeout=15_000)
    await cleo.page.get_by_role("link", name="Plenary").click()
    await expect(cleo.page.locator(TITLE)).to_have_text("Plenary")
    await cleo.page.get_by_role("link", name="To my group: Group 1").click()
    await expect(cleo.page.locator(TITLE)).to_have_text("Group 1")


async def test_what_was_said_as_its_writer_was_moved_is_kept_until_they_are_done_with_it(
    visit, lead, house
):
    cleo = await visit("cleo", site=house.wire.site)
    cleo.expects_trouble = True
    await drafted(lead)
    await lead("open", "0")
    await expect(cleo.page.locator(TITLE)).to_have_text("Group 1", timeout=15_000)
    await cleo.is_live()
    with house.wire.down():
        await cleo.say("Nobody owns the pumps")
        await lead("seat", "cleo", "1")
    await expect(cleo.page.locator(TITLE)).to_have_text("Group 2", timeout=40_000)
    kept = cleo.page.locator(".kept")
    words = kept.get_by_label("What you wrote")
    await expect(words).to_have_value("Nobody owns the pumps", timeout=30_000)
    assert await faults(cleo) == []
    await cleo.page.set_viewport_size(PHONE)
    assert await faults(cleo) == []
    await cleo.reload()
    await expect(words).to_have_value("Nobody owns the pumps")
    await kept.get_by_role("button", name="I am done with it").click()
    await expect(kept).to_have_count(0)
    await cleo.reload()
    await cleo.say("I am here now")
    await cleo.sees("I am here now")
    await expect(kept).to_have_count(0)


async def test_more_time_is_seen_by_everybody(visit, lead):
    cleo = await visit("cleo")
    await drafted(lead)
    await lead("open", "0")
    await expect(cleo.page.locator("round-clock")).to_contain_text("time left: 29:", timeout=15_000)
    await lead("extend", "5")
    await expect(cleo.page.locator("round-clock")).to_contain_text("time left: 34:")
