"""People write to each other on real pages."""

from __future__ import annotations

import re

from playwright.async_api import expect


async def test_two_people_talk(visit):
    cleo, dov = await visit("cleo"), await visit("dov")

    await cleo.say("Good morning from Lyon")
    await dov.sees("Good morning from Lyon")
    await dov.say("And from *Haifa*: see https://example.org")

    await cleo.sees("And from Haifa: see https://example.org")
    assert await cleo.texts() == await dov.texts()
    await cleo.is_like_a_fresh_page()
    await dov.is_like_a_fresh_page()


async def test_a_message_names_its_author_and_their_city(visit):
    cleo, ben = await visit("cleo"), await visit("ben")

    await ben.say("Welcome everybody")

    await cleo.sees("Welcome everybody")
    header = cleo.message("Welcome everybody").locator(".message__header")
    await expect(header).to_contain_text(re.compile(r"Ben Okoro\s+Lagos\s+Facilitator\s+\d\d:\d\d"))


async def test_corrections_and_deletions_are_seen_at_once(visit):
    cleo, dov = await visit("cleo"), await visit("dov")
    await cleo.say("We have 20 wells", "This was for somebody else")
    await dov.sees("We have 20 wells", "This was for somebody else")

    await cleo.choose("20 wells", "Edit")
    await cleo.composer.fill("We have 30 wells")
    await cleo.composer.press("Enter")
    await cleo.choose("somebody else", "Delete")
    await cleo.page.get_by_role("button", name="Delete", exact=True).click()

    await dov.sees("We have 30 wells", "This message was deleted.")
    await expect(dov.message("30 wells").locator(".message__edited")).to_be_visible()
    await dov.is_like_a_fresh_page()
    await cleo.is_like_a_fresh_page()


async def test_arrow_up_in_an_empty_box_corrects_what_one_said_last(visit):
    cleo = await visit("cleo")
    await cleo.say("One", "Two wels")
    await cleo.sees("One", "Two wels")

    await cleo.composer.press("ArrowUp")
    await expect(cleo.composer).to_have_value("Two wels")
    await cleo.composer.fill("Two wells")
    await cleo.composer.press("Enter")

    await cleo.sees("One", "Two wells")
    await expect(cleo.composer).to_have_value("")


async def test_a_correction_that_was_refused_comes_back_into_the_box(visit):
    cleo, mia = await visit("cleo"), await visit("mia")
    await cleo.say("We have 20 wells")
    await mia.sees("We have 20 wells")
    await cleo.choose("20 wells", "Edit")
    await mia.choose("20 wells", "Delete")
    await mia.page.get_by_role("button", name="Delete", exact=True).click()
    await cleo.sees("This message was deleted.")

    await cleo.composer.fill("We have 30 wells")
    await cleo.composer.press("Enter")

    await expect(cleo.page.locator(".toast")).to_be_visible()
    await expect(cleo.composer).to_have_value("We have 30 wells")
    await expect(cleo.page.locator(".composer__editing:visible")).to_have_count(1)
    await cleo.composer.press("Escape")
    await expect(cleo.composer).to_have_value("")


async def test_a_moderator_takes_out_what_somebody_else_wrote(visit):
    cleo, mia = await visit("cleo"), await visit("mia")
    await cleo.say("Something that must not stay")
    await mia.sees("Something that must not stay")
    await expect(cleo.page.locator(".message__more:visible")).to_have_count(1)

    await mia.choose("must not stay", "Delete")
    await mia.page.get_by_role("button", name="Delete", exact=True).click()

    await cleo.sees("This message was deleted.")
    await expect(cleo.page.locator(".message__more:visible")).to_have_count(0)
    await cleo.is_like_a_fresh_page()


async def test_a_page_without_script_reads_and_posts(visit):
    cleo = await visit("cleo")
    dov = await visit("dov", live=False, java_script_enabled=False)

    await cleo.say("Can you read this?")
    await cleo.sees("Can you read this?")
    await dov.page.goto(dov.url)
    await dov.composer.fill("Yes, line by line")
    await dov.page.get_by_role("button", name="Send").click()

    assert await dov.texts() == ["Can you read this?", "Yes, line by line"]
    await cleo.sees("Yes, line by line")


async def test_somebody_who_writes_is_announced_to_the_others(visit):
    cleo, dov = await visit("cleo"), await visit("dov")

    await cleo.composer.press_sequentially("Well")

    await expect(dov.page.locator(".typing__words")).to_have_text("Cleo Marin is writing")
    await cleo.say("Well, hello")
    await expect(dov.page.locator(".typing__words")).to_have_text("")


async def test_what_one_has_begun_to_write_survives_a_reload(visit):
    cleo = await visit("cleo")
    await cleo.composer.fill("A long thought that is not")

    await cleo.reload()

    await expect(cleo.composer).to_have_value("A long thought that is not")


async def test_a_whole_conversation_by_keyboard_alone(visit):
    cleo, keys = await visit("cleo"), None
    keys = cleo.page.keyboard

    await _tab_to(cleo, "composer-input")
    await keys.type("Nothing but keys")
    await keys.press("Enter")
    await cleo.sees("Nothing but keys")
    await keys.press("Shift+Tab")
    await _tab_to(cleo, "log", back=True)
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await _choose_by_arrows(cleo, "Edit")
    await keys.press("Enter")
    await keys.press("End")
    await keys.type(" and patience")
    await keys.press("Enter")

    await cleo.sees("Nothing but keys and patience")


async def _choose_by_arrows(page, item: str) -> None:
    """Goes down the open menu, whose first item has the focus, to this one."""
    await expect(page.page.get_by_role("menuitem").and_(page.page.locator(":focus"))).to_have_count(
        1
    )
    for _ in range(12):
        here = await page.page.evaluate("() => document.activeElement.textContent.trim()")
        if here == item:
            return
        await page.page.keyboard.press("ArrowDown")
    raise AssertionError(f"{item} cannot be reached with arrows")


async def _tab_to(page, name: str, *, back: bool = False) -> None:
    for _ in range(40):
        here = await page.page.evaluate(
            "() => document.activeElement.id || document.activeElement.classList[0] || ''"
        )
        if here == name:
            return
        await page.page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{name} cannot be reached with Tab")
