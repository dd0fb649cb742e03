"""Good practices: pinned from a message, agreed to by whoever wrote it, and taken back."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}


def mark(person, text):
    return person.message(text).get_by_role("link", name="Pinned as a good practice")


def listed(person, title):
    return person.page.locator(".practice-list__item", has_text=title)


async def press(person, *keys):
    for key in keys:
        await person.page.keyboard.press(key)


async def test_messages_become_a_good_practice_beside_the_conversation(visit):
    mia, dov = await visit("mia"), await visit("dov", viewport=PHONE)
    await dov.say("We painted the street. It took a week.", "Results: fewer crashes.")
    await mia.sees("We painted the street. It took a week.", "Results: fewer crashes.")

    await mia.page.locator(".log").focus()
    await press(mia, "ArrowUp", "ArrowUp", "Enter")
    await mia.page.get_by_role("menuitem", name="Pin as good practice").press("Enter")
    title = mia.page.get_by_role("textbox", name="Title", exact=True)
    await expect(title).to_have_value("We painted the street")
    await expect(mia.page.locator("#pin-title")).to_be_focused()
    await expect(mia.page.get_by_label("City")).to_have_value("Haifa")
    await expect(mia.page.get_by_label("What was done")).to_have_value(
        "We painted the street. It took a week."
    )
    await title.fill("Painted streets")
    assert await faults(mia) == []

    await mia.choose("Results: fewer crashes.", "Pin as good practice")
    await expect(mia.page.locator(".practice-quote")).to_have_count(2)
    await expect(mia.page.get_by_label("Results, with evidence")).to_have_value(
        "Results: fewer crashes."
    )
    await expect(title).to_have_value("Painted streets")
    mia.expects_trouble = True  # the form is sent without a title
    await title.fill("")
    save = mia.page.get_by_role("button", name="Pin as good practice")
    await save.press("Enter")
    await expect(mia.page.get_by_role("alert").first).to_contain_text("Please check the fields")
    await title.fill("Painted streets")
    await save.press("Enter")

    for person in (mia, dov):
        await expect(mark(person, "We painted the street.")).to_be_visible()
        await expect(mark(person, "Results: fewer crashes.")).to_be_visible()
        await expect(listed(person, "Painted streets")).to_have_count(1)
    await mia.page.get_by_role("button", name="Close", exact=True).click()
    await expect(mia.message("We painted the street.")).to_be_focused()
    await mia.is_like_a_fresh_page()
    assert await faults(dov) == []

    await mark(dov, "We painted the street.").click()
    await expect(dov.page.get_by_role("heading", name="Painted streets")).to_be_visible()
    assert await faults(dov) == []
    await dov.page.get_by_role("link", name="Edit").click()
    await dov.page.get_by_label("Cost and time").fill("A week and 300 litres of paint.")
    assert await faults(dov) == []
    await dov.page.get_by_role("button", name="Save").click()
    await expect(dov.page.get_by_text("300 litres")).to_be_visible()
    wide = await dov.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]


async def test_an_author_agrees_an_outsider_reads_and_it_is_gone_when_taken_back(visit):
    mia, cleo = await visit("mia"), await visit("cleo", viewport=PHONE)
    eve = await visit("eve", live=False)
    eve.expects_trouble = True
    eve.complaints.clear()  # the room is not hers
    await cleo.say("We planted on twelve roofs.")
    await mia.sees("We planted on twelve roofs.")
    await mia.choose("We planted on twelve roofs.", "Pin as good practice")
    await mia.page.get_by_label("Everyone who is signed in to this site").check()
    await mia.page.get_by_role("button", name="Pin as good practice").click()
    await expect(listed(mia, "We planted")).to_contain_text("Room only")
    address = await listed(mia, "We planted").get_by_role("link").get_attribute("href")
    assert (await eve.page.goto(f"{eve.site}{address}")).status == 404

    await expect(cleo.page.get_by_text("May they be shared?")).to_be_visible()
    assert await faults(cleo) == []
    await cleo.page.get_by_role("link", name="Read and decide").click()
    assert await faults(cleo) == []
    await cleo.page.get_by_role("link", name="We planted on twelve roofs").click()
    await expect(cleo.page.get_by_text("What is said here stays here.")).to_be_visible()
    await cleo.page.get_by_label("With the city, without my name").check()
    assert await faults(cleo) == []
    await cleo.page.get_by_role("button", name="I agree").press("Enter")
    await expect(cleo.page.get_by_text("You agreed")).to_be_visible()

    await expect(listed(mia, "We planted")).to_contain_text("Network")
    await eve.page.goto(f"{eve.site}{address}")
    await expect(eve.page.get_by_text("Lyon, France").first).to_be_visible()
    await expect(eve.page.get_by_text("Cleo Marin")).to_have_count(0)
    assert await faults(eve) == []

    await cleo.page.goto(f"{cleo.site}{address}")
    await cleo.page.get_by_role("button", name="Take my consent back").click()
    await expect(eve.page.get_by_role("alert")).to_contain_text("not shown any more")
    await expect(eve.page.get_by_text("twelve roofs")).to_have_count(0)
    await expect(listed(mia, "We planted")).to_contain_text("Room only")
    assert (await eve.page.goto(f"{eve.site}{address}")).status == 404
