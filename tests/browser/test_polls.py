"""Polls, as those who hold them and those who vote see them."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.test_manners import faults

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
QUESTION = "What do we take to the council?"


@pytest.fixture
def house(own_house):
    """All votes there are are looked at."""
    return own_house


async def prepare(person, question=QUESTION, answers="Trams\nBicycle lanes\nTrees", **said):
    """Writes a poll on its page, and comes back to the room, where it is a draft."""
    page = person.page
    await page.get_by_role("tab", name="Polls").click()
    await page.get_by_role("link", name="New poll").click()
    await page.get_by_label("Question", exact=True).fill(question)
    for label, value in said.items():
        field = page.get_by_label(label.replace("_", " "), exact=True)
        await (field.check() if value is True else field.fill(value))
    if answers:
        await page.get_by_label("Answers").fill(answers)
    assert await faults(person) == []
    await page.get_by_role("button", name="Keep as a draft").click()
    await person.is_live()
    await expect(page.get_by_role("heading", name="Drafts, seen by the hosts only")).to_be_visible()


def card(person, question=QUESTION):
    return person.page.locator("poll-card", has_text=question)


def bar(person, answer):
    return card(person).locator(".poll__bar", has_text=answer)


async def has_voted(person):
    await expect(card(person).locator(".poll__voted p")).to_be_visible(timeout=30_000)


async def press(person, name):
    await person.page.locator(".poll-panel").get_by_role("button", name=name).click()


async def test_a_poll_is_opened_voted_on_by_keyboard_and_phone_changed_and_closed(visit):
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=DESK)
    dov = await visit("dov", viewport=PHONE, has_touch=True)
    await cleo.composer.fill("While I write")
    await prepare(ben)
    await expect(cleo.page.locator("body")).not_to_contain_text(QUESTION)
    await press(ben, "Open")
    for person in (ben, cleo, dov):
        await expect(card(person)).to_be_visible()
    await expect(cleo.composer).to_be_focused()  # what opens takes nobody's place
    await expect(cleo.page.locator("live-voice")).to_contain_text(f"A poll is open: {QUESTION}")
    assert await faults(dov) == []
    await ben.page.set_viewport_size({"width": 1440, "height": 480})
    assert (await ben.page.locator(".room__conversation").bounding_box())["height"] >= 150
    await ben.page.set_viewport_size(DESK)

    await dov.page.get_by_role("radio", name="Bicycle lanes").check()
    await dov.page.get_by_role("button", name="Vote").click()
    await has_voted(dov)
    await by_keyboard(cleo)
    for person in (ben, cleo, dov):
        await expect(bar(person, "Bicycle lanes")).to_contain_text("1 vote, 50 %")
        await expect(bar(person, "Trees")).to_contain_text("1 vote, 50 %")
        await expect(card(person).locator(".poll__turnout")).to_have_text("2 votes")
    await expect(ben.page.locator(".poll-item .poll__turnout")).to_have_text("2 votes")
    assert await faults(cleo) == []

    await dov.reload()
    await card(dov).get_by_role("button", name="Change my vote").click()
    await expect(dov.page.get_by_role("radio", name="Bicycle lanes")).to_be_checked()
    await dov.page.get_by_role("radio", name="Trees").check()
    await dov.page.get_by_role("button", name="Vote").click()
    await expect(bar(cleo, "Trees")).to_contain_text("2 votes, 100 %")

    await press(ben, "5 more minutes")
    await expect(card(cleo).locator(".poll__until")).to_be_visible()
    await ben.page.locator(".poll-item summary", has_text="Close").click()
    assert await faults(ben) == []
    await press(ben, "Close the poll")
    for person in (ben, cleo, dov):
        await expect(card(person)).to_have_attribute("data-state", "closed")
        await expect(card(person).locator(".poll__ballot")).to_be_hidden()
    await expect(ben.page.locator(".poll-item")).to_contain_text("Closed")
    await card(cleo).get_by_role("button", name="Put away").click()
    await cleo.reload()
    await expect(card(cleo)).to_be_hidden()
    await cleo.page.get_by_role("tab", name="Polls").click()
    await expect(cleo.page.locator(".poll-item")).to_contain_text("2 votes, 100 %")
    assert await faults(cleo) == []


async def by_keyboard(person):
    """From the question to the last answer and the button, by keys alone."""
    await card(person).locator("summary").focus()
    for key in ("Tab", "ArrowUp"):
        await person.page.keyboard.press(key)
    await expect(person.page.get_by_role("radio", name="Trees")).to_be_checked()
    await person.page.keyboard.press("Enter")
    await has_voted(person)
    await expect(card(person).locator(".poll__voted p")).to_be_focused()


async def test_an_anonymous_poll_says_what_it_promises_and_shows_nothing_early(visit, house):
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=PHONE)
    ends = {"The_lowest_number_means_(optional)": "not at all"}
    kinds = {"A_scale": True, "Anonymous;_votes_cannot_be_changed": True}
    later = {"Everyone,_but_only_when_the_poll_is_closed": True}
    await prepare(ben, answers="", **kinds, **later, **ends)
    await press(ben, "Open")
    await expect(card(cleo)).to_contain_text("Anonymous: nobody can see what you choose.")
    await expect(card(cleo)).to_contain_text("The results are shown when the poll is closed.")
    promise = card(cleo).get_by_role("link", name="What is promised, and what is not")
    async with cleo.page.context.expect_page() as opened:
        await promise.click()
    await expect((await opened.value).get_by_role("heading", level=1)).to_have_text(
        "Anonymous polls"
    )
    await (await opened.value).close()

    await card(cleo).get_by_role("button", name="Vote, once and for good").click()
    await expect(card(cleo).get_by_role("alert")).to_have_text("Choose at least 1 answer.")
    await cleo.page.get_by_role("radio", name="4").check()
    await card(cleo).get_by_role("button", name="Vote, once and for good").click()
    await has_voted(cleo)
    await expect(card(cleo).get_by_role("button", name="Change my vote")).to_be_hidden()
    assert house.query("SELECT ballots FROM polls_urn") == [('{"[3]": 1}',)]
    await expect(card(ben).locator(".poll__turnout")).to_have_text("1 vote")
    assert await card(ben).locator(".poll__bars").is_hidden()
    await cleo.reload()
    await has_voted(cleo)
    assert await cleo.page.locator("input[name=choice]:checked").count() == 0
    assert await faults(cleo) == []

    await ben.page.locator(".poll-item summary", has_text="Close").click()
    await press(ben, "Close the poll")
    for person in (ben, cleo):
        await expect(card(person)).to_contain_text("Too few people voted to show the results")
    await ben.page.locator(".poll-item summary", has_text="Show the results").click()
    await expect(ben.page.locator(".poll-item")).to_contain_text("Only 1 person voted anonymously")
    assert await faults(ben) == []
    await press(ben, "Show them to everyone")
    await expect(bar(cleo, "4")).to_contain_text("1 vote, 100 %")
    await expect(card(cleo).locator(".poll__mean")).to_have_text(re.compile(r"Mean\s+4\.0"))


async def test_a_vote_survives_a_broken_line_and_a_refused_one_is_said(visit, house):
    """What came while the line was cut is there afterwards; a vote that is too late is refused."""
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", site=house.wire.site)
    cleo.expects_trouble = True
    await prepare(ben)
    await press(ben, "Open")
    await cleo.page.get_by_role("radio", name="Trams").check()
    house.wire.cut()
    await cleo.page.get_by_role("button", name="Vote").click()
    await has_voted(cleo)
    await expect(bar(ben, "Trams")).to_contain_text("1 vote, 100 %")
    assert house.query("SELECT choices FROM polls_vote") == [("[0]",)]

    with house.wire.down():
        await card(cleo).get_by_role("button", name="Change my vote").click()
        await cleo.page.get_by_role("radio", name="Trees").check()
        await cleo.page.get_by_role("button", name="Vote").click()
        await ben.page.locator(".poll-item summary", has_text="Close").click()
        await press(ben, "Close the poll")
        await expect(card(ben)).to_have_attribute("data-state", "closed")
    await expect(card(cleo)).to_have_attribute("data-state", "closed", timeout=30_000)
    await expect(cleo.page.locator(".toast")).to_contain_text(
        "This poll is not open", timeout=30_000
    )
    await expect(bar(cleo, "Trams")).to_contain_text("1 vote, 100 %")
    assert house.query("SELECT choices FROM polls_vote") == [("[0]",)]
