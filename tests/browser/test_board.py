"""A board's lanes as people work on them together: at one card, on bad lines, by keyboard, on a phone."""

from __future__ import annotations

import os
import re

import pytest
from playwright.async_api import expect

from tests.browser.test_boards import DESK, PHONE, ZONE, opened, press, reach
from tests.browser.test_manners import faults


@pytest.fixture
def house(same_house):
    """Each test has a board of its own there, and a line that was mended."""
    same_house.wire.is_dead = False
    return same_house


async def looked_at(person, name):
    if place := os.environ.get("BOARD_LOOK"):
        await person.page.screenshot(path=f"{place}/{name}.png")


async def lanes_of(*people, url):
    for person in people:
        await person.page.goto(f"{url}lanes/")
        await expect(state(person)).to_have_text("All is saved.")


def state(person):
    return person.page.locator(".board-bar__state")


def lane(person, title):
    return person.page.get_by_role("region", name=title, exact=True)


def card(person, title):
    return person.page.locator(".lanes").get_by_role("button", name=title, exact=True)


async def through_a_wire(visit, house):
    return await visit("cleo", viewport=DESK, site=house.wire.site)


async def goes_offline(person, house):
    person.expects_trouble = True
    house.wire.is_dead = True
    await person.page.context.set_offline(True)
    await expect(state(person)).to_contain_text("Offline", timeout=20_000)


async def comes_back(person, house):
    house.wire.is_dead = False
    await person.page.context.set_offline(False)


async def add(person, where, title):
    await lane(person, where).get_by_label("Title or text").fill(title)
    await lane(person, where).get_by_role("button", name="Add a card").click()


async def test_two_people_write_in_one_card_at_once_and_undo_takes_back_only_ones_own(visit):
    ben, cleo, dov = [await visit(name, viewport=DESK) for name in ("ben", "cleo", "dov")]
    await lanes_of(cleo, dov, url=await opened(ben))
    await add(cleo, "Ideas", ZONE)
    for person in (cleo, dov):
        await card(person, ZONE).click()
    goals = [person.page.get_by_label("Goal") for person in (cleo, dov)]
    await goals[0].press_sequentially("Nobody is hurt.", delay=30)
    await expect(goals[1]).to_have_value("Nobody is hurt.")
    await goals[1].press("Home")
    await goals[1].press_sequentially("Every child walks. ", delay=20)
    await goals[0].press("End")
    await goals[0].press_sequentially(" Ever.", delay=20)
    for goal in goals:
        await expect(goal).to_have_value("Every child walks. Nobody is hurt. Ever.")
    await looked_at(cleo, "dialog")
    assert await faults(cleo) == []
    await cleo.page.get_by_label("Colour").select_option("red")
    await expect(dov.page.get_by_label("Colour")).to_have_value("red")
    await dov.page.get_by_label("Colour").select_option("blue")
    await expect(cleo.page.get_by_label("Colour")).to_have_value("blue")
    for person in (cleo, dov):
        await person.page.get_by_role("button", name="Done").click()
    await cleo.page.keyboard.press("Control+z")
    await expect(
        cleo.page.get_by_text("Somebody else has changed this since").first
    ).to_be_visible()
    await cleo.page.keyboard.press("Control+z")
    await expect(lane(dov, "Ideas")).not_to_contain_text("Ever.")
    await expect(lane(dov, "Ideas")).to_contain_text("Every child walks. ")
    await cleo.page.get_by_role("button", name="Redo").click()
    await expect(lane(dov, "Ideas")).to_contain_text("Every child walks. Nobody is hurt. Ever.")


async def test_cards_are_moved_and_what_is_refused_comes_back_as_a_draft(visit, house):
    ben, cleo = await visit("ben", viewport=DESK), await through_a_wire(visit, house)
    url = await opened(ben, "Moved and refused")
    await lanes_of(ben, url=url)
    await lanes_of(cleo, url=url.replace(ben.site, cleo.site))
    await add(cleo, "Ideas", ZONE)
    await add(cleo, "Ideas", "Ask the parents")
    await expect(card(ben, "Ask the parents")).to_be_visible()
    await card(cleo, ZONE).hover()
    await cleo.page.mouse.down()
    goal = await lane(cleo, "Chosen").bounding_box()
    await cleo.page.mouse.move(goal["x"] + 80, goal["y"] + 60, steps=6)
    await looked_at(cleo, "dragging")
    await cleo.page.mouse.up()
    await expect(lane(ben, "Chosen").get_by_role("button", name=ZONE, exact=True)).to_be_visible()
    await expect(cleo.page.get_by_role("dialog")).to_be_hidden()

    await card(cleo, "Ask the parents").click()
    await expect(cleo.page.get_by_label("Goal")).to_be_visible()
    await goes_offline(cleo, house)
    await cleo.page.get_by_label("Goal").fill("They know the way")
    await card(ben, "Ask the parents").click()
    await ben.page.get_by_role("button", name="Lock", exact=True).click()
    await expect(ben.page.get_by_role("button", name="Unlock")).to_be_visible()
    await comes_back(cleo, house)
    await expect(cleo.page.get_by_text("This was locked by a facilitator").first).to_be_visible(
        timeout=30_000
    )
    await expect(cleo.page.get_by_label("Goal")).to_have_value("")
    await cleo.page.get_by_role("button", name="Done").click()
    await expect(cleo.page.get_by_label("What you wrote")).to_have_value("They know the way")
    await looked_at(cleo, "refused")
    assert await faults(cleo) == []
    await cleo.page.get_by_role("button", name="Put it on a note").click()
    await expect(card(ben, "They know the way")).to_be_visible()
    await expect(cleo.page.get_by_label("What you wrote")).to_have_count(0)


async def test_what_is_done_offline_survives_a_reload_and_merges(visit, house):
    ben, cleo = await visit("ben", viewport=DESK), await through_a_wire(visit, house)
    url = await opened(ben, "A tunnel")
    there = url.replace(ben.site, cleo.site)
    await lanes_of(ben, url=url)
    await lanes_of(cleo, url=there)
    await add(ben, "Ideas", ZONE)
    await expect(card(cleo, ZONE)).to_be_visible()
    await goes_offline(cleo, house)
    await add(cleo, "Chosen", "Thought of in a tunnel")
    await card(cleo, ZONE).click()
    await cleo.page.get_by_label("Title", exact=True).press("End")
    await cleo.page.get_by_label("Title", exact=True).press_sequentially(", soon")
    await cleo.page.get_by_role("button", name="Done").click()
    await expect(state(cleo)).to_contain_text("2 changes wait")
    await looked_at(cleo, "offline")
    await card(ben, ZONE).click()
    await ben.page.get_by_label("Title", exact=True).press("Home")
    await ben.page.get_by_label("Title", exact=True).press_sequentially("A ")
    await ben.page.get_by_role("button", name="Done").click()
    await comes_back(cleo, house)
    await cleo.page.goto(f"{there}lanes/")
    for person in (ben, cleo):
        await expect(card(person, f"A {ZONE}, soon")).to_be_visible(timeout=30_000)
        await expect(card(person, "Thought of in a tunnel")).to_have_count(1)
    await expect(state(cleo)).to_have_text("All is saved.")


async def test_a_journey_through_the_lanes_by_keyboard_alone(visit):
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=DESK)
    await lanes_of(ben, cleo, url=await opened(ben, "By keyboard"))
    page = cleo.page
    await reach(page, lane(cleo, "Ideas").get_by_label("Title or text"))
    await page.keyboard.type("Second")
    await press(page, lane(cleo, "Ideas").get_by_role("button", name="Add a note"))
    await page.keyboard.type(ZONE)
    await press(page, lane(cleo, "Ideas").get_by_role("button", name="Add a card"))
    await press(page, card(cleo, ZONE))
    await reach(page, page.get_by_label("Goal"))
    await page.keyboard.type("Nobody is hurt.")
    await reach(page, page.get_by_label("Connect with"))
    await page.keyboard.type("Sec")
    await press(page, page.get_by_role("button", name="Draw the line"))
    await expect(page.get_by_role("list", name="Connected with")).to_contain_text("Second")
    await page.keyboard.press("Escape")
    await expect(card(cleo, ZONE)).to_be_focused()
    await page.keyboard.press("Alt+ArrowRight")
    await expect(lane(ben, "Chosen").get_by_role("button", name=ZONE, exact=True)).to_be_visible()
    await expect(card(cleo, ZONE)).to_be_focused()
    await ben.page.locator("#steer summary").click()
    await ben.page.get_by_label("Phase", exact=True).select_option("vote")
    await ben.page.get_by_role("button", name="Begin the phase").click()
    await expect(page.get_by_text("You have 5 votes left.")).to_be_visible()
    await press(page, page.get_by_role("button", name=f"One vote more for {ZONE}"))
    await expect(page.get_by_text("You have 4 votes left.")).to_be_visible()
    await expect(ben.page.get_by_text("You have 5 votes left.")).to_be_visible()
    await looked_at(cleo, "voting")
    assert await faults(cleo) == [] == await faults(ben)


async def test_on_a_phone_there_is_one_lane_at_a_time(visit):
    ben = await visit("ben", viewport=DESK)
    cleo = await visit("cleo", viewport=PHONE, has_touch=True)
    await lanes_of(cleo, url=await opened(ben, "In the hand"))
    await expect(lane(cleo, "Ideas")).to_be_visible()
    await expect(lane(cleo, "Chosen")).to_be_hidden()
    await add(cleo, "Ideas", ZONE)
    await looked_at(cleo, "phone")
    assert await faults(cleo) == []
    await card(cleo, ZONE).tap()
    await looked_at(cleo, "phone-dialog")
    more = cleo.page.get_by_role("link", name="Its history, where it comes from")
    await expect(more).to_have_attribute("href", re.compile(r"/pieces/[\w-]+/$"))
    await cleo.page.get_by_label("Move to").select_option(label="Chosen")
    await cleo.page.get_by_role("button", name="Move it").tap()
    await cleo.page.get_by_role("button", name="Done").tap()
    await expect(card(cleo, ZONE)).to_be_hidden()
    await cleo.page.get_by_label("Lane", exact=True).select_option(label="Chosen")
    await expect(card(cleo, ZONE)).to_be_visible()
    wide = await cleo.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
