"""Filling groups as people do it: chosen on a phone, from a list with its report, by a matching with its preview."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def lead(house):
    """Tells the facilitators' hand what to do."""

    async def order(*words):
        await asyncio.to_thread(house.hand.do, " ".join(["groups", *words]))

    return order


def choice(person):
    return person.page.locator("group-choice")


def group(person, title):
    return choice(person).locator("li", has_text=title)


async def is_narrow(person):
    assert await person.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_on_a_phone_a_group_is_chosen_by_keyboard_and_others_see_the_place_taken(visit, lead):
    cleo, dov = await visit("cleo", viewport=PHONE), await visit("dov")
    await expect(choice(cleo)).to_be_hidden()
    await lead("choose", "1")
    for person in (cleo, dov):
        await expect(choice(person)).to_be_visible(timeout=10_000)
        await choice(person).locator("summary").press("Enter")
        await expect(group(person, "Group 1")).to_contain_text("1 of 1 place")
    assert await faults(cleo) == []
    await is_narrow(cleo)

    await group(cleo, "Group 1").get_by_role("button", name="Choose").press("Enter")
    await expect(choice(cleo).get_by_role("status")).to_have_text("Your group: Group 1")
    await expect(group(cleo, "Group 1").get_by_role("button", name="Leave")).to_be_focused()
    await expect(group(dov, "Group 1")).to_contain_text("Full", timeout=10_000)
    await expect(group(dov, "Group 1")).to_contain_text("Cleo Marin")
    await expect(group(dov, "Group 1").get_by_role("button")).to_have_count(0)

    await group(cleo, "Group 2").get_by_role("button", name="Change").click()
    await expect(group(dov, "Group 1").get_by_role("button")).to_be_visible(timeout=10_000)
    await group(dov, "Group 1").get_by_role("button").click()
    await lead("open", "0")
    await expect(cleo.page.locator("#room-title")).to_have_text("Group 2", timeout=15_000)
    await expect(dov.page.locator("#room-title")).to_have_text("Group 1", timeout=15_000)


async def on_the_way(person, name):
    """The page of a way to fill the groups of the newest round, come to by its board."""
    await person.page.goto(f"{person.site}/d/{person.house.facts['slug']}/groups/")
    await person.page.get_by_role("link", name="Peer exchange").last.click()
    await person.page.locator(".board-fill summary", has_text=name).click()


async def test_a_list_is_looked_at_line_by_line_and_then_done(visit, lead):
    ben = await visit("ben")
    await lead("draft")
    await on_the_way(ben, "From a list")
    await ben.page.get_by_role("link", name="Paste or upload a list").click()
    text = "Name;Gruppe\nCleo Marin;1\nNobody Here;Trees\nCleo Marin;2"
    await ben.page.get_by_label("The list").fill(text)
    await ben.page.get_by_role("button", name="Look at it line by line").click()
    report = ben.page.locator(".fill-report")
    await expect(report).to_contain_text("found by name, the only one of that name")
    await expect(report).to_contain_text("nobody here: a slip of the pen?")
    await expect(report).to_contain_text("twice in the list")
    assert await faults(ben) == []
    await ben.page.set_viewport_size(PHONE)
    await is_narrow(ben)
    await ben.page.get_by_role("button", name="Do these 2 lines").click()
    await expect(ben.page.get_by_text("Seated: 1. Expected: 1.")).to_be_visible()
    await expect(ben.page.locator(".board").get_by_text("Cleo Marin")).to_be_visible()


async def test_a_matching_is_previewed_with_reasons_and_then_seats_people(visit, lead):
    ben = await visit("ben")
    await lead("draft")
    await on_the_way(ben, "By matching")
    await ben.page.get_by_role("link", name="Match people").click()
    assert await faults(ben) == []
    await ben.page.get_by_label("the same for all").check()
    await ben.page.get_by_label("People in a group").fill("2")
    await ben.page.get_by_role("button", name="Show a preview").click()
    await expect(ben.page.get_by_role("heading", name="nothing is changed yet")).to_be_visible()
    await ben.page.get_by_text(re.compile("Why here Cleo Marin")).press("Enter")
    await expect(
        ben.page.get_by_text("shares a language with everybody here").first
    ).to_be_visible()
    assert await faults(ben) == []
    await ben.page.set_viewport_size(PHONE)
    await is_narrow(ben)
    await ben.page.get_by_role("button", name="Seat them so").click()
    await expect(ben.page.get_by_text(re.compile("people have a new seat"))).to_be_visible()
    await expect(ben.page.locator(".table-card").get_by_text("Cleo Marin")).to_be_visible()
    await is_narrow(ben)


async def test_at_random_everybody_sits_and_undo_takes_it_back(visit, lead):
    ben = await visit("ben")
    await lead("draft")
    await on_the_way(ben, "At random")
    await ben.page.get_by_role("button", name="Everybody who takes part").click()
    await expect(ben.page.get_by_text(re.compile("people have a new seat"))).to_be_visible()
    await expect(ben.page.locator(".table-card").get_by_text("Cleo Marin")).to_be_visible()
    await ben.page.get_by_role("button", name="Undo").click()
    await expect(ben.page.locator(".table-card--plenary").get_by_text("Cleo Marin")).to_be_visible()
    await expect(ben.page.get_by_text(re.compile("people have a new seat"))).to_have_count(0)
