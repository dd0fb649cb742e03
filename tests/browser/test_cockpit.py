"""Facilitators at work: the board by keyboard and by mouse, two at once, calls for help, notices."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.test_groups import PHONE, drafted, lead  # noqa: F401 - a fixture
from tests.browser.test_manners import faults

TITLE = "#room-title"


def card(person, title):
    """A group of the board, or the plenary."""
    heading = person.page.get_by_role("heading", name=title)
    return person.page.locator(".table-card", has=heading)


@pytest.fixture
def here(house):
    return f"/d/{house.facts['slug']}"


def box(person, name):
    return person.page.get_by_role("checkbox", name=name)


async def at_board(person, here):
    await person.page.goto(f"{person.site}{here}/groups/")
    await person.page.get_by_role("link", name="Peer exchange").click()
    await expect(person.page.locator("[data-selected]")).to_have_text("Nobody chosen")


async def move_by_keyboard(person, name, to):
    """Ticks the person, goes to the list of places, chooses one and moves them."""
    await box(person, name).focus()
    await person.page.keyboard.press("Space")
    await person.page.keyboard.press("m")
    await expect(person.page.locator("#move-to")).to_be_focused()
    await person.page.locator("#move-to").select_option(label=to)
    await person.page.keyboard.press("Tab")
    await person.page.keyboard.press("Enter")


async def test_a_round_is_prepared_opened_and_ended_by_keyboard_and_on_a_phone(visit, here):
    ben, cleo = await visit("ben", viewport=PHONE), await visit("cleo")
    await ben.page.goto(f"{ben.site}{here}/groups/")
    assert await faults(ben) == []
    await ben.page.get_by_label("Title").fill("Peer exchange")
    await ben.page.get_by_label("How many").fill("2")
    await ben.page.get_by_label("Of what").select_option("groups")
    await ben.page.get_by_role("button", name="Prepare it").press("Enter")
    await expect(ben.page.locator(".table-card")).to_have_count(3)
    await move_by_keyboard(ben, "Cleo Marin", "Group 2")
    await expect(card(ben, "Group 2")).to_contain_text("Cleo Marin")
    await expect(ben.page.locator("#move")).to_be_focused()
    assert await faults(ben) == []
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not await ben.page.evaluate(wide)

    await ben.page.get_by_label("Countdown before the groups open").select_option("at once")
    await ben.page.get_by_role("button", name="Open the groups").press("Enter")
    await expect(cleo.page.locator(TITLE)).to_have_text("Group 2", timeout=15_000)
    await ben.page.get_by_label("Minutes").fill("10")
    await ben.page.get_by_role("button", name="Set the end").press("Enter")
    await expect(cleo.page.locator("round-clock")).to_contain_text("time left: 9:5")
    await ben.page.get_by_label("Countdown before all are taken back").select_option("at once")
    await ben.page.get_by_role("button", name="Bring all back").press("Enter")
    await expect(cleo.page.locator(TITLE)).to_have_text("Plenary", timeout=15_000)
    await expect(ben.page.locator("h1")).to_contain_text("Over")


async def test_two_facilitators_see_what_the_other_one_does_and_nothing_is_overwritten(
    visit,
    lead,  # noqa: F811
    here,
):
    await drafted(lead)
    ada, ben = await visit("ada"), await visit("ben")
    for person in (ada, ben):
        await at_board(person, here)
    await box(ben, "Cleo Marin").check()
    await box(ada, "Dov Peretz").check()
    await ada.page.locator("#move-to").select_option(label="Plenary")
    await ada.page.locator("#move").click()
    await expect(card(ben, "In the plenary")).to_contain_text("Dov Peretz", timeout=2000)
    await expect(box(ben, "Cleo Marin")).to_be_checked()
    await expect(ben.page.locator("[data-selected]")).to_have_text("1 person chosen")

    seen = await ben.page.locator("#board-move [name=seen]").get_attribute("value")
    await box(ada, "Cleo Marin").check()
    await ada.page.locator("#move-to").select_option(label="Group 2")
    await ada.page.locator("#move").click()
    await expect(card(ben, "Group 2")).to_contain_text("Cleo Marin")
    ben.expects_trouble = True
    await ben.page.locator("#board-move [name=seen]").evaluate(
        "(field, seen) => { field.value = seen; }", seen
    )
    await ben.page.locator("#move-to").select_option(label="Group 1")
    await ben.page.locator("#move").click()
    refused = ben.page.get_by_role("alert")
    await expect(refused).to_contain_text("Ada Lind has just moved Cleo Marin to “Group 2”")
    await expect(card(ben, "Group 2")).to_contain_text("Cleo Marin")
    await ben.page.get_by_role("button", name="Undo").click()
    await expect(card(ada, "Group 1")).to_contain_text("Cleo Marin")


async def test_people_are_chosen_in_a_row_and_dragged_and_groups_are_changed(
    visit,
    lead,  # noqa: F811
    here,
):
    await drafted(lead)
    ben = await visit("ben")
    await at_board(ben, here)
    await box(ben, "Cleo Marin").drag_to(card(ben, "Group 2"))
    await expect(card(ben, "Group 2").locator(".sitting__one")).to_have_count(2)
    await box(ben, "Cleo Marin").check()
    await box(ben, "Dov Peretz").click(modifiers=["Shift"])
    await expect(ben.page.locator("[data-selected]")).to_have_text("2 people chosen")
    await ben.page.get_by_role("button", name="Choose nobody").click()
    await ben.page.get_by_role("button", name="Choose all of Group 2").click()
    await ben.page.locator("#move-to").select_option(label="A new group")
    await ben.page.locator("#move").click()
    await expect(card(ben, "Group 3").locator(".sitting__one")).to_have_count(2)
    pin = ben.page.get_by_role("button", name="Cleo Marin stays here")
    await pin.click()
    await expect(pin).to_have_attribute("aria-pressed", "true")
    await card(ben, "Group 3").locator("summary").click()
    await card(ben, "Group 3").get_by_label("Title of the group").fill("Water")
    await card(ben, "Group 3").get_by_role("button", name="Rename").click()
    await expect(card(ben, "Water")).to_be_visible()
    await expect(card(ben, "Water").locator("details")).to_have_attribute("open", "")


async def test_a_group_calls_one_of_the_crew_takes_it_and_the_group_is_told(
    visit,
    lead,  # noqa: F811
):
    cleo, ben, mia = await visit("cleo", viewport=PHONE), await visit("ben"), await visit("mia")
    await drafted(lead)
    await lead("open", "0")
    await expect(cleo.page.locator(TITLE)).to_have_text("Group 1", timeout=15_000)
    await cleo.page.get_by_text("Call the hosts").first.click()
    await cleo.page.get_by_label("What is it about?").fill("We are stuck")
    assert await faults(cleo) == []
    await cleo.page.get_by_role("button", name="Call the hosts").click()
    await expect(cleo.page.locator(".help-bar")).to_contain_text("called the hosts. They know it.")

    for person in (ben, mia):
        await expect(person.page.locator(".toast")).to_contain_text("calls for help")
        await expect(person.page.locator("#tab-groups .side__count")).to_have_text("1")
        await person.page.get_by_role("tab", name="Groups").click()
        await expect(person.page.locator('.tile[data-state="calls"]')).to_contain_text("Group 1")
        await expect(person.page.locator(".call__words")).to_have_text("We are stuck")
        assert await faults(person) == []
    await mia.page.get_by_role("button", name="I take the call of Group 1").click()
    await expect(cleo.page.locator(".help-bar")).to_contain_text("Mia Kovač is coming.")
    await expect(ben.page.locator(".call__taken")).to_contain_text("Mia Kovač is on the way")
    await expect(ben.page.get_by_role("button", name="Take it and enter")).to_have_count(0)
    await expect(ben.page.locator("#tab-groups .side__count")).to_be_hidden()

    await cleo.reload()
    await expect(cleo.page.locator(".help-bar")).to_contain_text("Mia Kovač is coming.")
    await mia.page.get_by_role("button", name="Enter Group 1").click()
    await expect(mia.page.locator(TITLE)).to_have_text("Group 1")
    await expect(cleo.page.locator(".help-bar")).to_contain_text("Mia Kovač is here to help.")
    await mia.page.get_by_role("button", name="Dealt with").first.click()
    await expect(cleo.page.get_by_text("Call the hosts").first).to_be_visible()
    await expect(ben.page.locator(".call")).to_have_count(0)


async def test_a_notice_reaches_the_groups_at_once_and_is_put_away(visit, lead):  # noqa: F811
    cleo, dov, ben = await visit("cleo"), await visit("dov"), await visit("ben", viewport=PHONE)
    await drafted(lead)
    await lead("open", "0")
    for person, title in ((cleo, "Group 1"), (dov, "Group 2")):
        await expect(person.page.locator(TITLE)).to_have_text(title, timeout=15_000)
    await ben.page.locator(".room__open-side").click()
    await ben.page.get_by_role("tab", name="Groups").click()
    await ben.page.get_by_label("Write to Group 1").check()
    await ben.page.get_by_label("What the groups should know").fill("Five minutes left")
    await ben.page.get_by_role("button", name="To those ticked above").click()
    await expect(ben.page.locator(".cockpit__done")).to_have_text("The groups have your notice.")
    await expect(cleo.page.locator("notice-bar")).to_contain_text("Five minutes left Ben Okoro")
    await expect(dov.page.locator("notice-bar")).to_be_hidden()
    await cleo.page.get_by_role("button", name="Dismiss the notice").click()
    await cleo.reload()
    await expect(cleo.page.locator("notice-bar")).to_be_hidden()


async def test_the_cockpit_as_a_page_works_without_a_script(visit, lead, here):  # noqa: F811
    await drafted(lead)
    await lead("open", "0")
    ben = await visit("ben", live=False, java_script_enabled=False)
    await ben.page.goto(f"{ben.site}{here}/groups/cockpit")
    await ben.page.get_by_label("What the groups should know").fill("All is well")
    await ben.page.get_by_role("button", name="To all groups").click()
    await expect(ben.page.get_by_text("The groups have your notice.")).to_be_visible()
    await ben.page.get_by_role("link", name="Board", exact=True).click()
    await box(ben, "Cleo Marin").check()
    await ben.page.locator("#move-to").select_option(label="Group 2")
    await ben.page.get_by_role("button", name="Move", exact=True).click()
    await expect(card(ben, "Group 2")).to_contain_text("Cleo Marin")
