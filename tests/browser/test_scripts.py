"""Scripts, as those who write them and those who work by them see them."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import expect

from tests.browser.test_manners import faults

GROUP = ("cleo", "dov", "p1")
PHONE = {"width": 390, "height": 844}


def now(person):
    return person.page.locator("step-now")


async def in_group(visit, house):
    """Three people who are taken from the plenary to a group that works by peer consultation; by role."""
    viewports = {"dov": PHONE}
    people = [
        await visit(n, **({"viewport": viewports[n]} if n in viewports else {})) for n in GROUP
    ]
    await asyncio.to_thread(house.hand.do, f"group peer_consultation {' '.join(GROUP)}")
    found = {}
    for person in people:
        await expect(now(person)).to_contain_text("Casting", timeout=20_000)
        mine = await now(person).locator('[data-slot="mine"]').inner_text()
        found[next(role for role in ("Case giver", "Moderator", "Adviser") if role in mine)] = (
            person
        )
    return found


async def goes_on(found, *titles):
    """The moderator presses “Next step” until everybody sees each of these."""
    for title in titles:
        await now(found["Moderator"]).get_by_role("button", name="Next step").click()
        for person in found.values():
            await expect(now(person).locator('[data-slot="title"]')).to_have_text(title)


async def test_the_case_giver_listens_while_advice_is_given(visit, house):
    found = await in_group(visit, house)
    giver, adviser = found["Case giver"], found["Adviser"]
    await expect(now(adviser).get_by_role("button", name="Next step")).to_be_hidden()
    await expect(now(giver)).to_contain_text(re.compile(r"[45]:\d\d left"))
    await goes_on(found, "Account", "Key question", "Choice of method")
    await giver.composer.fill("But I have tried that")
    await goes_on(found, "Advice")

    await expect(giver.composer).to_be_hidden()
    await expect(giver.page.locator("[data-silence]").first).to_contain_text(
        "You listen in this step"
    )
    await expect(giver.page.locator("live-voice")).to_contain_text("Advice begins, 10 min. Listen.")
    await adviser.say("Ask the neighbours.")
    await giver.sees("Ask the neighbours.")
    assert await faults(giver) == []
    assert await faults(adviser) == []
    await giver.page.reload()
    await expect(giver.page.locator("[data-silence]").first).to_be_visible()
    await expect(giver.composer).to_be_hidden()

    await goes_on(found, "Summary")
    await expect(giver.composer).to_be_visible()
    await expect(giver.composer).to_have_value("But I have tried that")
    await expect(adviser.composer).to_be_hidden()
    await giver.composer.press("Enter")
    await adviser.sees("But I have tried that")


async def test_a_step_leads_to_the_text_in_which_it_is_written_down(visit, house):
    found = await in_group(visit, house)
    person = next(one for one in found.values() if one.page.viewport_size != PHONE)
    await expect(now(person).locator('[data-slot="captures"]')).to_be_hidden()
    await goes_on(found, "Account", "Key question")
    await now(person).get_by_role("link", name="Write down the question").click()
    await expect(person.page.get_by_label("Open question")).to_be_focused()
    assert await faults(person) == []
    await goes_on(found, "Choice of method")
    await expect(now(person).locator('[data-slot="captures"]')).to_be_hidden()


async def test_a_group_holds_its_time_adds_to_it_and_hands_on_a_role(visit, house):
    found = await in_group(visit, house)
    lead, adviser = now(found["Moderator"]), now(found["Adviser"])
    await lead.get_by_role("button", name="Hold").click()
    await expect(adviser).to_contain_text("The time stands still")
    await lead.get_by_role("button", name="2 minutes").click()
    await expect(adviser).to_contain_text(re.compile(r"[67]:\d\d left"))
    await lead.get_by_role("button", name="Go on").click()
    await expect(adviser).not_to_contain_text("The time stands still")

    await adviser.get_by_text("Who has which role", exact=True).click()
    await adviser.get_by_role("button", name="Take over").first.click()
    await expect(adviser.get_by_role("button", name="Hold")).to_be_visible()
    await expect(lead.get_by_role("button", name="Hold")).to_be_hidden()


async def test_a_script_is_written_by_keyboard_and_shows_how_long_it_takes(visit):
    ada = await visit("ada")
    ada.expects_trouble = True  # a form that is refused answers 422
    page = ada.page
    await page.goto(f"{ada.site}/d/{ada.house.facts['slug']}/scripts/new?of=one_two_four_all")
    total = page.locator("#script-total")
    await expect(total).to_have_text("12 minutes")
    await page.locator("#step-2").get_by_label("Minutes").fill("5")
    await expect(total).to_have_text("15 minutes")
    up = page.get_by_role("button", name="Move 2 “In pairs” up")
    await up.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#step-1").get_by_label("Step", exact=True)).to_have_value("In pairs")
    await expect(page.get_by_role("button", name="Move 1 “In pairs” down")).to_be_focused()
    await expect(total).to_have_text("15 minutes")
    assert await faults(ada) == []
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Add a step").click()
    added = page.locator("#step-5")
    await expect(added.get_by_label("Step", exact=True)).to_be_focused()
    await page.keyboard.type("Thanks")
    await added.get_by_label("Everybody", exact=True).uncheck()
    await page.get_by_role("button", name="Save").last.click()
    await expect(added).to_contain_text("Nobody may write.")
    await added.get_by_label("Everybody", exact=True).check()
    await page.get_by_role("button", name="Save").last.click()
    await expect(page.locator(".script-steps")).to_contain_text("5. Thanks")
    assert await faults(ada) == []


async def test_a_script_is_written_on_a_phone_without_scripts(visit):
    ada = await visit("ada", live=False, viewport=PHONE, java_script_enabled=False)
    page = ada.page
    await page.goto(f"{ada.site}/d/{ada.house.facts['slug']}/scripts/new")
    await page.get_by_label("Name", exact=True).fill("Plain")
    await page.get_by_label("Role", exact=True).fill("Everyone here")
    await page.get_by_label("Step", exact=True).fill("Talk")
    await page.get_by_role("button", name="Add a step").click()
    await page.locator("#step-2").get_by_label("Step", exact=True).fill("Write")
    await page.get_by_role("button", name=re.compile("Move 2 .* up")).click()
    await expect(page.locator("#step-1").get_by_label("Step", exact=True)).to_have_value("Write")
    await page.get_by_role("button", name="Save").last.click()
    await expect(page.locator(".script-steps")).to_contain_text("1. Write")
