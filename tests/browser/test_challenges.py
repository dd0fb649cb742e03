"""A challenge on a phone: kept while it is typed, offered, seen by whom it is for; without a script too."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}
QUESTION = "How do we keep rents bearable?"


def contribution(person):
    return f"{person.site}/d/{person.house.facts['slug']}/contribution/"


async def is_narrow(person):
    assert await person.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_what_is_typed_on_a_phone_survives_it_and_is_offered(visit):
    cleo = await visit("cleo", viewport=PHONE)
    await cleo.page.goto(contribution(cleo))
    assert await faults(cleo) == []
    await is_narrow(cleo)
    await cleo.page.get_by_role("link", name="Write a challenge").press("Enter")
    await cleo.page.get_by_label("Title").fill("Rents that rise")
    async with cleo.page.expect_response("**/challenges/keep") as kept:
        await cleo.page.get_by_label("Context").fill("A settlement by the lake.")
    assert (await kept.value).ok
    await expect(cleo.page.get_by_text("Kept as you type")).to_be_visible()
    assert await faults(cleo) == []
    await is_narrow(cleo)

    other = await visit("cleo")
    await other.page.goto(contribution(other))
    await expect(other.page.get_by_text("begun to write “Rents that rise”")).to_be_visible()
    await other.page.get_by_role("link", name="Go on writing").click()
    await expect(other.page.get_by_label("Context")).to_have_value("A settlement by the lake.")
    await other.page.get_by_label("Our key question").fill(QUESTION)
    await expect(other.page.get_by_text("Kept as you type")).to_be_visible()

    cleo.expects_trouble = True  # the server refuses to keep the older text
    await cleo.page.get_by_label("Title").fill("Old title")
    await expect(cleo.page.get_by_text("in another window")).to_be_visible()

    await other.page.get_by_label("Everyone in this dialogue").check()
    await other.page.get_by_role("button", name="Offer it").click()
    await expect(other.page.get_by_role("heading", name="Rents that rise")).to_be_visible()
    assert await faults(other) == []
    dov = await visit("dov", viewport=PHONE)
    await dov.page.goto(contribution(dov))
    await dov.page.get_by_role("link", name="Challenges of all").click()
    await dov.page.get_by_role("link", name="Rents that rise").click()
    await expect(dov.page.get_by_text(QUESTION)).to_be_visible()
    assert await faults(dov) == []
    await is_narrow(dov)


async def test_what_is_typed_when_the_page_closes_is_kept(visit):
    cleo = await visit("cleo")
    write = contribution(cleo).replace("contribution/", "challenges/new")
    await cleo.page.goto(write)
    await cleo.page.get_by_label("Title").fill("In a hurry")
    await cleo.page.goto(contribution(cleo))
    await cleo.page.wait_for_timeout(400)
    await cleo.page.goto(write)
    await expect(cleo.page.get_by_label("Title")).to_have_value("In a hurry")


async def test_without_a_script_everything_can_be_said(visit):
    dov = await visit("dov", live=False, viewport=PHONE, java_script_enabled=False)
    await dov.page.goto(contribution(dov))
    await dov.page.get_by_label("Other topics").fill("Rain gardens\nTrees")
    await dov.page.get_by_label("In one sentence").fill("We dug eleven of them.")
    await dov.page.get_by_role("button", name="Save").click()
    await expect(dov.page.get_by_text("your group will know what to ask")).to_be_visible()
    await dov.page.get_by_role("link", name="Write a challenge").click()
    await dov.page.get_by_label("Title").fill("Dry summers")
    await dov.page.get_by_role("button", name="Save as a draft").click()
    await expect(dov.page.get_by_text("Draft", exact=True)).to_be_visible()


async def test_a_facilitator_sees_who_brings_what_and_chooses(visit):
    ben, cleo = await visit("ben", viewport=PHONE), await visit("cleo", live=False)
    for title in ("First", "Second"):
        await cleo.page.goto(contribution(cleo).replace("contribution/", "challenges/new"))
        await cleo.page.get_by_label("Title").fill(title)
        await cleo.page.get_by_label("Our key question").fill(QUESTION)
        await cleo.page.get_by_role("button", name="Offer it").click()
    await ben.page.goto(contribution(ben).replace("contribution/", "challenges/overview"))
    assert await faults(ben) == []
    await is_narrow(ben)
    for _ in range(2):
        await ben.page.get_by_role("button", name="Put on").last.press("Enter")
    chosen = ben.page.locator("ol .challenge-row a")
    await expect(chosen).to_have_text(["First", "Second"])
    await ben.page.get_by_role("button", name="Move “Second” up").press("Enter")
    await expect(chosen).to_have_text(["Second", "First"])
    await ben.page.get_by_role("button", name="Remind 2 people by mail").click()
    await expect(ben.page.get_by_text("A mail goes to 2 people.")).to_be_visible()
    assert await faults(ben) == []


async def test_a_group_advises_and_whose_case_it_is_marks_and_begins(visit, house):
    cleo, dov = await visit("cleo"), await visit("dov", viewport=PHONE)
    await asyncio.to_thread(house.hand.do, "consult")
    for person in (cleo, dov):
        await person.page.wait_for_url("**/rooms/*/", wait_until="commit")
        await expect(person.page.locator("#room-title")).to_have_text("Group 1")
        await expect(person.page.locator(".case-strip")).to_contain_text(QUESTION)
        await person.page.get_by_role("link", name="Case and advice").click()
    assert await faults(dov) == []
    await is_narrow(dov)
    await dov.page.get_by_label("Note advice").fill("Begin with the aunt.")
    await dov.page.get_by_role("button", name="Note it").click()
    for person in (cleo, dov):
        await expect(person.page.locator(".advice__text")).to_have_text("Begin with the aunt.")
    await expect(dov.page.get_by_label("Note advice")).to_have_value("")

    useful = cleo.page.get_by_role("button", name="Useful")
    await useful.press("Enter")
    await expect(useful).to_have_attribute("aria-pressed", "true")
    await expect(dov.page.locator(".advice[data-useful]")).to_have_count(1)
    await cleo.page.get_by_label("My first step").fill("Tea on Monday.")
    await cleo.page.locator("case-panel").get_by_role("button", name="Save").click()
    await expect(dov.page.locator(".advice-step")).to_contain_text("Tea on Monday.")
    assert await faults(cleo) == []

    await dov.page.locator(".advice summary").click()
    await dov.page.get_by_role("button", name="Take it back").click()
    for person in (cleo, dov):
        await expect(person.page.locator(".advice")).to_have_count(0)


async def test_what_is_typed_before_the_page_is_ready_is_kept_too(visit):
    cleo = await visit("cleo")
    await cleo.page.goto(contribution(cleo))
    form = await cleo.page.get_by_role("link", name="Write a challenge").get_attribute("href")
    is_typed = asyncio.Event()

    async def late(route):
        await is_typed.wait()
        await route.continue_()

    await cleo.page.route("**/draft-keeper.js", late)
    await cleo.page.goto(f"{cleo.site}{form}", wait_until="commit")
    await cleo.page.get_by_label("Title").fill("Rents that rise")
    is_typed.set()
    await expect(cleo.page.get_by_text("Kept as you type")).to_be_visible()
