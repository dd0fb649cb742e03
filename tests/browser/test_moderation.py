"""Moderation as people see it: reports, hiding, muting, slow mode, removal; by mouse, keyboard and on a phone."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}
CLOSED = ".composer__closed"


def dialog(person):
    return person.page.locator("dialog[open]")


def composer_closed(person):
    return person.page.locator(f'[data-part="composer"] {CLOSED}')


async def answer(person, button, reason=""):
    """Fills in a reason and presses the button of the open dialog."""
    await dialog(person).get_by_label("Reason").fill(reason)
    await dialog(person).get_by_role("button", name=button, exact=True).click()
    await expect(dialog(person)).to_have_count(0)


async def test_a_report_is_dealt_with_by_the_first_and_the_second_moderator_is_told(visit):
    cleo, dov = await visit("cleo"), await visit("dov", viewport=PHONE, has_touch=True)
    mia, ben = await visit("mia"), await visit("ben", viewport=PHONE)
    await cleo.say("You are all wrong")
    await dov.sees("You are all wrong")

    await dov.choose("You are all wrong", "Report")
    assert await faults(dov) == []
    await answer(dov, "Report", "This is rude")
    await expect(dov.page.locator(".toast")).to_contain_text("Those who moderate will look at it")
    badge = "#tab-reports .side__count"
    await expect(mia.page.locator(badge)).to_have_text("1")
    await expect(cleo.page.locator("#tab-reports")).to_have_count(0)

    await mia.page.get_by_role("tab", name="Reports").click()
    await expect(mia.page.locator(".report")).to_contain_text(
        "Reported by Dov Peretz: This is rude"
    )
    assert await faults(mia) == []
    await mia.page.get_by_role("link", name="Deal with it").click()
    await ben.page.locator(".room__open-side").click()
    await ben.page.get_by_role("tab", name="Reports").click()
    await ben.page.get_by_role("link", name="Deal with it").click()
    assert await faults(ben) == []

    await dialog(mia).get_by_label("Hide the message").check()
    await answer(mia, "Do it", "Insulting")
    hidden = "A moderator hid this message: Insulting"
    for person in (cleo, dov, mia):
        await person.sees(hidden)
    await expect(mia.page.locator(badge)).to_be_hidden()
    await dialog(ben).get_by_label("Leave it as it is").check()
    await answer(ben, "Do it")
    await expect(ben.page.locator(".toast")).to_contain_text(
        "Mia Kovač has dealt with this already"
    )

    await mia.choose(hidden, "See what it said")
    await expect(dialog(mia)).to_contain_text("You are all wrong")
    assert await faults(mia) == []
    await mia.page.keyboard.press("Escape")
    await dov.reload()
    await dov.sees(hidden)
    await mia.choose(hidden, "Show again")
    for person in (cleo, dov):
        await person.sees("You are all wrong")
        await person.is_like_a_fresh_page()


async def test_a_muted_person_reads_on_and_writes_again_when_it_ends_or_is_lifted(visit, house):
    cleo, mia = await visit("cleo", viewport=PHONE), await visit("mia")
    await cleo.page.clock.install(time="2031-01-01T00:00:00Z")
    await cleo.reload()
    await cleo.say("Me again")
    await mia.sees("Me again")
    await cleo.composer.fill("Half a thought")

    await by_keyboard(mia, "Mute its author")
    await dialog(mia).get_by_label("For how long").select_option("5 minutes")
    await answer(mia, "Mute", "Please calm down")
    await expect(composer_closed(cleo)).to_contain_text("You are muted in this room")
    await expect(composer_closed(cleo)).to_contain_text("Please calm down")
    await expect(composer_closed(cleo).get_by_role("timer")).to_have_text("(5:00)")
    assert await faults(cleo) == []
    await mia.say("You can read this")
    await cleo.sees("You can read this")
    await cleo.choose("You can read this", "Report")
    await cleo.page.keyboard.press("Escape")

    await mia.page.get_by_role("tab", name="Reports").click()
    await expect(mia.page.locator(".muted-one")).to_contain_text("Cleo Marin")
    assert await faults(mia) == []
    await mia.page.get_by_role("button", name="Lift the mute of Cleo Marin").click()
    await expect(cleo.composer).to_have_value("Half a thought")
    await expect(mia.page.locator(".muted-one")).to_have_count(0)

    await mia.choose("Me again", "Mute its author")
    await dialog(mia).get_by_label("In the whole dialogue").check()
    await answer(mia, "Mute")
    await expect(composer_closed(cleo)).to_contain_text("muted in this dialogue")
    await cleo.reload()
    await expect(composer_closed(cleo)).to_contain_text("muted in this dialogue")
    end_all_mutes(house)
    await cleo.page.clock.fast_forward(16 * 60 * 1000)
    await expect(cleo.composer).to_be_visible()
    await cleo.say("Back again")
    await mia.sees("Back again")


async def by_keyboard(person, item):
    """Chooses something for the last message without a mouse."""
    await person.page.locator(".log").focus()
    for key in ("ArrowUp", "Enter"):
        await person.page.keyboard.press(key)
    await person.page.get_by_role("menuitem", name=item).press("Enter")


def end_all_mutes(house):
    import contextlib
    import sqlite3

    path = house.stage.folder / f"{house.name}.sqlite3"
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        connection.execute("UPDATE moderation_mute SET until = at")


async def test_slow_mode_lets_people_wait_and_the_crew_not(visit):
    cleo, mia = await visit("cleo"), await visit("mia", viewport=PHONE)
    await cleo.say("One")
    await mia.page.locator(".room__open-side").click()
    await mia.page.get_by_role("tab", name="Reports").click()
    await mia.page.get_by_label("Slow mode").select_option("One message in 30 seconds")
    slow = cleo.page.locator("slow-mode")
    await expect(slow).to_contain_text("Slow mode: one message in 30 seconds.")
    await expect(slow).to_contain_text("You can write again in")
    await cleo.say("Two")
    await expect(slow).to_have_attribute("data-warned", "")
    await expect(cleo.composer).to_have_value("Two")
    assert await faults(cleo) == []
    await cleo.reload()
    await expect(slow).to_contain_text("You can write again in")

    await mia.page.keyboard.press("Escape")
    await mia.say("The crew", "does not wait")
    await cleo.sees("The crew", "does not wait")
    await mia.page.locator(".room__open-side").click()
    await mia.page.get_by_label("Slow mode").select_option("Off")
    await expect(slow).to_be_hidden()
    await cleo.say("Two")
    await mia.sees("Two")


async def test_a_banned_person_is_out_at_once_in_every_tab_and_reads_why(visit, house):
    cleo, mia, ada = await visit("cleo"), await visit("mia"), await visit("ada", viewport=PHONE)
    other_tab = await visit("cleo", viewport=PHONE)
    await mia.sees()
    row = mia.page.locator(".presence__person", has_text="Cleo Marin")
    await row.hover()
    await row.get_by_role("button", name="Remove Cleo Marin").click()
    await dialog(mia).get_by_label("Ban: no link").check()
    assert await faults(mia) == []
    await answer(mia, "Remove", "Insults")
    for person in (cleo, other_tab):
        person.expects_trouble = True
        await expect(person.page.locator("connection-banner")).to_contain_text(
            "Your part in this dialogue has ended."
        )
        await expect(composer_closed(person)).to_contain_text("no longer in this room")
    await cleo.page.reload()
    await expect(cleo.page.get_by_role("alert")).to_contain_text(
        "You were banned from this dialogue."
    )
    assert await faults(cleo) == []

    slug = house.facts["slug"]
    await mia.page.goto(f"{mia.site}/d/{slug}/moderation/trail")
    banned = mia.page.get_by_role("row").filter(has_text="Banned")
    await expect(banned).to_contain_text("Mia Kovač Banned Cleo Marin The whole dialogue Insults")
    assert await faults(mia) == []
    await ada.page.goto(f"{ada.site}/d/{slug}/people/")
    assert await faults(ada) == []
    await ada.page.get_by_role("button", name="Lift the ban of Cleo Marin").click()
    await ada.page.get_by_role("button", name="Let Cleo Marin in again").click()
    await cleo.open()
    await expect(cleo.composer).to_be_visible()
