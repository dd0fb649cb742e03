"""Leading people on a board: a timer that all see, calls to come somewhere, and the big screen."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.test_board import add, card, lanes_of, looked_at
from tests.browser.test_boards import DESK, PHONE
from tests.browser.test_canvas import canvas_of, note, piece
from tests.browser.test_manners import faults

AHEAD = "(() => { const now = Date.now; Date.now = () => now() + 3_600_000; })()"
RINGS_IN = "seconds => { const clock = document.querySelector('round-clock'); clock.dataset.endsAt = clock.dataset.returnsAt = new Date(Date.now() + 1000 * seconds).toISOString(); }"


async def opened(ben, title):
    """Ben gives the plenary a board; its address."""
    await ben.page.goto(f"{ben.site}/d/{ben.house.facts['slug']}/boards/")
    await ben.page.locator("#board-title").fill(title)
    await ben.page.get_by_role("button", name="Open the board", exact=True).click()
    await expect(ben.page.get_by_role("heading", name=title)).to_be_visible()
    return ben.page.url


def clock(person):
    return person.page.locator(".board-clock")


def call(person):
    return person.page.locator(".board-call")


async def start_timer(person):
    await person.page.locator("#board-timing summary").click()
    await person.page.get_by_label("Minutes").fill("5")
    await person.page.get_by_role("button", name="Start the timer").click()


async def call_to(person, title, *, takes=False):
    """From the lanes, by the dialog of the card."""
    await card(person, title).click()
    if takes:
        await person.page.get_by_label("Take everybody there").check()
    await person.page.get_by_role("button", name="Call everybody here").click()
    await expect(call(person)).to_contain_text("You called everybody")
    await person.page.get_by_role("button", name="Done").click()


async def test_a_timer_is_seen_in_each_view_whatever_a_browser_takes_for_the_time(visit):
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=DESK)
    dov = await visit("dov", viewport=PHONE, has_touch=True)
    url = await opened(ben, "With a timer")
    await cleo.page.add_init_script(AHEAD)
    await lanes_of(cleo, url=url)
    await canvas_of(dov, url=url)
    await start_timer(ben)
    for person in (ben, cleo, dov):
        await expect(clock(person)).to_contain_text(re.compile(r"Time left: (5:00|4:5\d)"))
        assert await faults(person) == []
    await looked_at(ben, "timer-outline")
    await looked_at(dov, "timer-phone")
    await cleo.page.reload()
    await expect(clock(cleo)).to_contain_text(re.compile(r"Time left: 4:\d\d"))
    await ben.page.get_by_role("button", name="Stop the timer").click()
    for person in (ben, cleo, dov):
        await expect(clock(person)).to_have_count(0)


async def test_the_last_minute_and_the_end_are_told_aloud(visit):
    ben = await visit("ben", viewport=DESK)
    await opened(ben, "Told aloud")
    await start_timer(ben)
    voice = ben.page.locator("#board-now-voice")
    await expect(clock(ben)).to_contain_text("Time left")
    await ben.page.wait_for_timeout(1200)
    await ben.page.evaluate(RINGS_IN, 58)
    await expect(voice).to_have_text("The timer of the board: one minute left.")
    await ben.page.evaluate(RINGS_IN, 1)
    await expect(voice).to_have_text("The timer of the board: time is up.")
    await expect(clock(ben)).to_contain_text("Time is up.")


async def test_everybody_is_called_to_a_card_in_their_own_view(visit):
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=DESK)
    dov = await visit("dov", viewport=PHONE, has_touch=True)
    url = await opened(ben, "Called together")
    await lanes_of(ben, url=url)
    await add(ben, "Chosen", "Trams")
    await canvas_of(cleo, url=url)
    await dov.page.goto(url)
    await call_to(ben, "Trams")
    for person in (cleo, dov):
        await expect(call(person)).to_contain_text("Ben Okoro asks you to come to “Trams”.")
        assert await faults(person) == []
    await looked_at(cleo, "called-canvas")
    await looked_at(dov, "called-phone")
    await call(cleo).get_by_role("link", name="Go there").press("Enter")
    await expect(piece(cleo, "Trams")).to_be_focused()
    await expect(call(cleo)).to_be_hidden()
    await call(dov).get_by_role("link", name="Go there").tap()
    await expect(dov.page.get_by_role("heading", name="Trams")).to_be_focused()
    await lanes_of(dov, url=url)
    await expect(call(dov)).to_be_hidden()


async def test_whoever_is_not_writing_is_taken_there_and_what_is_written_stays(visit):
    ben, cleo, dov = [await visit(name, viewport=DESK) for name in ("ben", "cleo", "dov")]
    url = await opened(ben, "Taken there")
    await lanes_of(ben, cleo, dov, url=url)
    await add(ben, "Chosen", "Trams")
    await expect(card(dov, "Trams")).to_be_visible()
    words = cleo.page.get_by_label("Title or text").first
    await words.fill("Half a thou")
    await call_to(ben, "Trams", takes=True)
    await expect(dov.page.locator(".lane-item", has_text="Trams")).to_be_focused()
    await expect(call(cleo)).to_be_visible()
    await expect(words).to_be_focused()
    await words.press_sequentially("ght")
    await expect(words).to_have_value("Half a thought")
    await call(cleo).get_by_role("button", name="Stay here").click()
    await expect(call(cleo)).to_be_hidden()


async def test_who_is_in_the_lanes_is_led_to_a_part_of_the_canvas_where_nothing_lies(visit):
    ben, cleo = await visit("ben", viewport=DESK), await visit("cleo", viewport=DESK)
    url = await opened(ben, "Nothing there")
    await canvas_of(ben, url=url)
    await lanes_of(cleo, url=url)
    await ben.page.locator(".canvas__people summary").click()
    await looked_at(ben, "called-people")
    await ben.page.get_by_role("button", name="Call everybody to what I see").click()
    await expect(call(cleo)).to_contain_text("a part of the canvas")
    async with cleo.page.context.expect_page() as there:
        await call(cleo).get_by_role("link", name="Open it on the canvas").click()
    page = await there.value
    await expect(page.locator(".canvas__stage")).to_be_visible()
    await expect(page.locator(".board-bar__state")).to_have_text("All is saved.")


async def test_the_big_screen_goes_where_somebody_leads_and_shows_nothing_private(visit):
    ben, screen = await visit("ben", viewport=DESK), await visit("ben", viewport=DESK)
    url = await opened(ben, "Big screen")
    await canvas_of(ben, url=url)
    await note(ben, "Trams")
    await ben.page.locator("#steer summary").click()
    await ben.page.get_by_label("Private mode").check()
    await ben.page.locator(".board-steer").get_by_role("button", name="Save").click()
    await note(ben, "Only mine")
    await screen.page.goto(f"{url}present/")
    await expect(piece(screen, "Trams")).to_be_visible()
    await expect(piece(screen, "Only mine")).to_have_count(0)
    await expect(screen.page.locator(".present__phase")).to_contain_text("Private mode")
    await ben.page.locator(".canvas__people summary").click()
    await ben.page.get_by_role("button", name="Show everybody what I see").click()
    await expect(screen.page.locator("#led")).to_have_text("Ben Okoro shows this part")
    assert await faults(screen) == []
    await looked_at(screen, "present")
    await note(ben, "Still mine")
    await screen.page.wait_for_timeout(500)
    await expect(piece(screen, "Still mine")).to_have_count(0)
