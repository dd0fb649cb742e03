"""What groups bring home, as those see it who write it together, lead, or listen to the reports."""

from __future__ import annotations

import asyncio

import pytest_asyncio
from playwright.async_api import expect

from tests.browser.test_manners import faults

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
TITLE = "#room-title"
SAVED = "saved"


@pytest_asyncio.fixture(loop_scope="session")
async def lead(house):
    """Tells the facilitators' hand what to do."""

    async def order(*words):
        await asyncio.to_thread(house.hand.do, " ".join(["groups", *words]))

    return order


@pytest_asyncio.fixture(loop_scope="session")
async def together(visit, lead):
    """Cleo and dov in the first group of an open round, each on a page of it."""
    await lead("draft")
    await lead("seat", "cleo", "0")
    await lead("seat", "dov", "0")
    await lead("open", "0")

    async def come(name, **how):
        person = await visit(name, **how)
        link = person.page.get_by_role("link", name="To my group: Group 1")
        await expect(
            link.or_(person.page.locator("harvest-panel[data-kind=sheet]"))
        ).to_be_attached()
        if await link.count():
            await link.click()
        await expect(person.page.locator(TITLE)).to_have_text("Group 1")
        await person.is_live()
        return person

    return come


def field(person, label="Insight"):
    return person.page.get_by_label(label, exact=True)


def text(person, name="insight"):
    return person.page.locator(f'shared-text[data-name="harvest.{name}"]')


async def open_harvest(person):
    if not await field(person).is_visible():
        if (person.page.viewport_size or DESK)["width"] < 800:
            await person.page.locator(".room__open-side").click()
        await person.page.get_by_role("tab", name="Harvest").click()


async def is_saved(person, name="insight"):
    await expect(text(person, name)).to_have_attribute("data-state", SAVED, timeout=30_000)


def said(house, name="insight"):
    return house.query(
        "SELECT words FROM texts_text JOIN rooms_room USING (stream_id) JOIN dialogues_dialogue AS here"
        f" ON here.id = dialogue_id WHERE name = 'harvest.{name}' AND here.slug = '{house.facts['slug']}'"
    )


async def test_two_write_in_one_field_at_once_and_both_keep_caret_and_words(together, house):
    cleo, dov = await together("cleo", viewport=DESK), await together("dov", viewport=DESK)
    for person in (cleo, dov):
        await open_harvest(person)
    await field(cleo).press_sequentially("We learned: ")
    await expect(field(dov)).to_have_value("We learned: ")
    await field(dov).focus()
    await dov.page.keyboard.press("Control+End")
    first, second = "pumps need owners 💧", " — and owners need pumps"
    await asyncio.gather(
        field(cleo).press_sequentially(first, delay=35),
        dov.page.keyboard.type(second, delay=35),
    )
    for person in (cleo, dov):
        await is_saved(person)
    words = await field(cleo).input_value()
    await expect(field(dov)).to_have_value(words)
    assert said(house) == [(words,)]
    assert sorted(words) == sorted("We learned: " + first + second)
    await expect(text(cleo).locator("[data-writers]")).to_have_text("Dov Peretz is writing here")
    for keyed in ("p", "w"):
        assert keyed in words
    assert await faults(cleo) == []

    await cleo.page.keyboard.press("Control+z")
    await expect(field(dov)).not_to_have_value(words)
    await cleo.page.keyboard.press("Control+Shift+z")
    await expect(field(dov)).to_have_value(words)


async def test_a_caret_in_the_middle_stays_where_it_is(together):
    cleo, dov = await together("cleo"), await together("dov")
    for person in (cleo, dov):
        await open_harvest(person)
    await field(cleo).fill("one three")
    await expect(field(dov)).to_have_value("one three")
    await field(dov).evaluate("area => { area.focus(); area.setSelectionRange(4, 9); }")
    await field(cleo).evaluate("area => { area.focus(); area.setSelectionRange(0, 0); }")
    await cleo.page.keyboard.type("zero ")
    await expect(field(dov)).to_have_value("zero one three")
    chosen = await field(dov).evaluate(
        "area => area.value.slice(area.selectionStart, area.selectionEnd)"
    )
    assert chosen == "three"
    await dov.page.keyboard.type("two")
    await expect(field(cleo)).to_have_value("zero one two")


async def test_a_word_that_is_being_composed_is_not_disturbed_by_others(together):
    """Input methods show a word before it is there: others' words wait until it is."""
    cleo, dov = await together("cleo"), await together("dov")
    for person in (cleo, dov):
        await open_harvest(person)
    await field(cleo).focus()
    keys = await cleo.page.context.new_cdp_session(cleo.page)
    about = {"text": "ni", "selectionStart": 2, "selectionEnd": 2}
    await keys.send("Input.imeSetComposition", about)
    await field(dov).press_sequentially("others ")
    await is_saved(dov)
    await asyncio.sleep(1)
    await expect(field(cleo)).to_have_value("ni")
    await keys.send("Input.insertText", {"text": "你"})
    for person in (cleo, dov):
        await expect(field(person)).to_have_value("others 你")
    await is_saved(cleo)


async def test_a_reload_while_typing_loses_no_word(together, house):
    cleo = await together("cleo")
    await open_harvest(cleo)
    await field(cleo).press_sequentially("Typed and reloaded")
    await cleo.page.reload()
    await cleo.is_live()
    await open_harvest(cleo)
    await expect(field(cleo)).to_have_value("Typed and reloaded", timeout=15_000)
    assert said(house) == [("Typed and reloaded",)]


async def test_what_is_typed_without_a_line_is_merged_when_it_is_back(together, house):
    cleo, dov = await together("cleo", site=house.wire.site), await together("dov")
    cleo.expects_trouble = True
    for person in (cleo, dov):
        await open_harvest(person)
    await field(dov).press_sequentially("start ")
    await expect(field(cleo)).to_have_value("start ")
    with house.wire.down():
        await field(cleo).focus()
        await cleo.page.keyboard.press("Control+End")
        await cleo.page.keyboard.type("mine while away", delay=60)
        await expect(text(cleo)).to_have_attribute("data-state", "offline", timeout=20_000)
        await field(dov).focus()
        await dov.page.keyboard.press("Control+Home")
        await dov.page.keyboard.type("theirs ", delay=30)
        await is_saved(dov)
    for person in (cleo, dov):
        await expect(field(person)).to_have_value("theirs start mine while away", timeout=40_000)
    await is_saved(cleo)
    assert said(house) == [("theirs start mine while away",)]


async def test_a_killed_server_loses_no_word(together, house):
    cleo, dov = await together("cleo"), await together("dov")
    cleo.expects_trouble = dov.expects_trouble = True
    for person in (cleo, dov):
        await open_harvest(person)
    await field(cleo).press_sequentially("before ", delay=20)
    house.servers[0].kill()
    await cleo.page.keyboard.type("and while it was dead", delay=20)
    await field(dov, "Next step").press_sequentially("Call the mayor")
    await asyncio.to_thread(house.servers[0].start)
    for person in (cleo, dov):
        await expect(field(person)).to_have_value("before and while it was dead", timeout=60_000)
        await expect(field(person, "Next step")).to_have_value("Call the mayor", timeout=60_000)
    await is_saved(cleo)
    await is_saved(dov, "next_step")
    assert said(house) == [("before and while it was dead",)]


async def test_the_end_asks_for_the_harvest_and_takes_every_word_to_the_plenary(
    together, visit, lead, house
):
    cleo = await together("cleo", viewport=DESK)
    dov = await together("dov", viewport=PHONE, has_touch=True)
    ben = await visit("ben", viewport=DESK)
    await expect(cleo.page.locator("#tab-harvest .side__count")).to_have_text("4")
    await lead("extend", "-29")
    reminder = "harvest-reminder"
    for person in (cleo, dov):
        await expect(person.page.locator(reminder)).to_contain_text(
            "4 fields of your harvest are empty"
        )
    await expect(field(cleo)).to_be_visible()  # it came forward
    await expect(field(dov)).to_be_hidden()
    assert await faults(cleo) == [] and await faults(dov) == []
    await dov.page.get_by_role("button", name="To the harvest").click()
    await field(dov).fill("Owners first")
    await field(cleo, "Next step").fill("Call the mayor")
    await expect(cleo.page.locator("#tab-harvest .side__count")).to_have_text("2")
    assert await faults(dov) == []

    await cleo.page.get_by_role("button", name="Hand in: everyone in the dialogue sees it").click()
    for person in (cleo, dov):
        await expect(person.page.locator(".harvest-state")).to_contain_text(
            "Handed in by Cleo Marin"
        )
    await expect(dov.page.locator(reminder)).to_be_hidden()
    await ben.page.get_by_role("tab", name="Harvest").click()
    card = ben.page.locator(".harvest-card", has_text="Group 1")
    await expect(card).to_contain_text("Owners first")
    await expect(card).to_contain_text("Cleo Marin (Lyon), Dov Peretz (Haifa)")
    await expect(ben.page.locator(".harvest-card", has_text="Group 2")).to_contain_text(
        "Nobody came."
    )
    assert await faults(ben) == []

    await field(cleo).focus()
    await cleo.page.keyboard.press("Control+End")
    await cleo.page.keyboard.type(", then pumps")
    await lead("back", "0")
    for person in (cleo, dov):
        await expect(person.page.locator(TITLE)).to_have_text("Plenary", timeout=20_000)
    await expect(card).to_contain_text("Owners first, then pumps", timeout=20_000)
    assert said(house) == [("Owners first, then pumps",)]
    await cleo.page.get_by_role("tab", name="Harvest").click()
    await expect(cleo.page.locator(".harvest-card", has_text="Group 1")).to_contain_text(
        "Owners first, then pumps", timeout=20_000
    )


async def test_groups_report_by_turns_that_everybody_sees_and_a_reload_keeps(together, visit, lead):
    cleo = await together("cleo")
    await lead("back", "0")
    await expect(cleo.page.locator(TITLE)).to_have_text("Plenary", timeout=20_000)
    ben, mia = await visit("ben", viewport=DESK), await visit("mia", viewport=PHONE)
    await ben.page.get_by_role("tab", name="Harvest").click()
    await ben.page.get_by_text("Order of reports").click()
    for name in ("Group 1", "Group 2"):
        await ben.page.get_by_role("checkbox", name=name).check()
    await ben.page.get_by_role("button", name="Group 2 earlier").click()
    assert await faults(ben) == []
    await ben.page.get_by_role("button", name="Set this order").click()
    await ben.page.get_by_role("button", name="Next: Group 2").click()
    for person in (ben, cleo, mia):
        now = person.page.locator("report-now")
        await expect(now).to_contain_text("Now: Group 2")
        await expect(now).to_contain_text("1:5")
        await expect(now).to_contain_text("Next: Group 1")
    assert await faults(mia) == []
    await mia.reload()
    await expect(mia.page.locator("report-now")).to_contain_text("Now: Group 2")
    await ben.page.get_by_role("button", name="1 more minute").click()
    await expect(mia.page.locator("report-now")).to_contain_text("2:")
    await ben.page.get_by_role("button", name="Next: Group 1").click()
    await expect(cleo.page.locator("report-now")).to_contain_text("Now: Group 1")
    await expect(ben.page.get_by_role("button", name="Next: Group 1")).to_have_count(0)
    await ben.page.get_by_role("button", name="End the report").click()
    for person in (ben, cleo, mia):
        await expect(person.page.locator("report-now")).to_be_hidden()
