"""A whole day 2: 12 simulated people, a facilitator at a desk and a participant on a phone.

One journey, told from top to bottom: groups are prepared, opened, changed, helped, given more time, led
through a script in which the phone's person has to listen; they write their harvest and come back.
With SHOTS=<folder> both pages are photographed at each stop.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import expect

from polylogue.client import Client, Refused
from tests.browser.day import (
    LONG,
    Day,
    changes_of_texts,
    crowd_is_where_it_sits,
    heard,
    hears,
    is_in_her_group,
    is_refused,
    mates_there,
    moderator,
    phone_says,
    says,
    step_now,
    stop,
    until,
)
from tests.browser.day_told import STEPS, the_transcript_and_the_ledger_tell_it_all
from tests.browser.test_groups import PHONE, TITLE, is_same_page, made_ready
from tests.support.house import House, Stage

DESK = {"width": 1440, "height": 900}
CASE_GIVERS = ("cleo", "dov", "p1", "p2")
CROWD = ("dov", *(f"p{number}" for number in range(1, 12)))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("day_two"), len(CROWD) - 1, None)


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_a_whole_day_two(visit, house):
    day = await everybody_comes(visit, house)
    await groups_are_prepared_around_the_cases(day)
    await groups_are_opened_and_everybody_is_taken_along(day)
    await all_talk_in_their_groups(day)
    await the_case_giver_is_moved_and_brought_back(day)
    await a_group_calls_for_help_and_gets_it(day)
    await everybody_gets_more_time(day)
    await the_case_giver_listens_while_others_advise(day)
    await she_has_the_last_word_while_the_others_listen(day)
    await the_harvest_is_written_by_two_at_once(day)
    await everybody_comes_back(day)
    await the_plenary_reads_what_was_brought_home(day)
    await nobody_on_the_phone_ever_loaded_a_page_or_opened_another_line(day)
    await the_transcript_and_the_ledger_tell_it_all(day)


# ---- before -------------------------------------------------------------------------------------


async def everybody_comes(visit, house: House) -> Day:
    await asyncio.to_thread(house.hand.do, f"offer {' '.join(CASE_GIVERS)}")
    plenary = house.facts["plenary"]
    crowd = await house.enter(CROWD, in_view=plenary)
    ben = await visit("ben", viewport=DESK)
    cleo = await visit("cleo", viewport=PHONE, has_touch=True)
    for person in (ben, cleo):
        person.page.set_default_timeout(LONG)
    day = Day(house, ben, cleo, crowd)
    cleo.page.on("websocket", lambda one: day.lines.append(one.url))
    cleo.page.on("request", lambda one: one.is_navigation_request() and day.pages.append(one.url))
    await ben.say("Good morning, this is day two")
    await cleo.sees("Good morning, this is day two")
    return day


async def groups_are_prepared_around_the_cases(day: Day) -> None:
    page = day.ben.page
    await page.get_by_role("tab", name="Groups").click()
    await page.get_by_role("link", name="Prepare group work").click()
    await page.get_by_label("Title").fill("Peer exchange")
    await page.get_by_label("How many").fill("4")
    await page.get_by_label("Of what").select_option("groups")
    await page.get_by_label("Minutes").fill("40")
    await page.get_by_role("button", name="Prepare it").click()
    await page.get_by_role("link", name="Choose a script").click()
    await page.get_by_label("Peer consultation").check()
    await page.get_by_role("button", name="Choose", exact=True).click()
    await expect(page.locator(".board__line")).to_contain_text("Peer consultation")
    await _fill_by_matching(page)
    await expect(page.locator(".table-card .tile__line")).to_have_count(4)
    await stop(day, "1-prepared")
    await made_ready(day.cleo)


async def _fill_by_matching(page: Any) -> None:
    await page.locator(".board-fill summary", has_text="By matching").click()
    await page.get_by_role("link", name="Match people").click()
    await page.get_by_label("the challenges on the programme").check()
    await page.get_by_role("button", name="Show a preview").click()

    await page.get_by_role("button", name="Seat them so").click()
    await expect(page.get_by_text("13 people have a new seat")).to_be_visible(timeout=LONG)


# ---- open, move ---------------------------------------------------------------------------------


async def groups_are_opened_and_everybody_is_taken_along(day: Day) -> None:
    page = day.ben.page
    await page.get_by_label("Countdown before the groups open").select_option("in 10 seconds")
    await page.get_by_role("button", name="Open the groups").press("Enter")
    clock = day.cleo.page.locator("round-clock")
    await expect(clock).to_contain_text("to your group in 0:0", timeout=LONG)
    await day.ben.open()
    await is_in_her_group(day)
    await crowd_is_where_it_sits(day)
    sizes = [list(day.seats().values()).count(group) for group in set(day.seats().values())]
    assert sorted(sizes) == [3, 3, 3, 4]
    await page.get_by_role("tab", name="Groups").click()
    tiles = page.locator(".tile")
    await expect(tiles).to_have_count(4, timeout=LONG)
    await expect(tiles.filter(has_text=re.compile("(3 of 3|4 of 4) here"))).to_have_count(
        4, timeout=LONG
    )
    await stop(day, "2-open")


async def all_talk_in_their_groups(day: Day) -> None:
    await asyncio.gather(*[says(day, one, f"{one.name} says hello") for one in day.crowd])
    await phone_says(day, "Hello from a phone")
    await day.cleo.sees("Hello from a phone", *day.said[day.group], within=20)
    elsewhere = next(one for one in day.crowd if one.place.stream != day.group)
    assert f"{elsewhere.name} says hello" not in await day.cleo.texts()


async def the_case_giver_is_moved_and_brought_back(day: Day) -> None:
    """By keyboard. Her group stands still without her; undo takes her back, and it goes on."""
    page, home = day.ben.page, await day.cleo.page.locator(TITLE).inner_text()
    other = "Group 4" if home != "Group 4" else "Group 3"
    await page.get_by_role("link", name="Board", exact=True).click()
    await page.get_by_role("checkbox", name="Cleo Marin").focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("m")
    await page.locator("#move-to").select_option(label=other)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(day.cleo.page.locator(TITLE)).to_have_text(other, timeout=LONG)
    await phone_says(day, "I was moved")
    await day.cleo.sees("I was moved", within=20)
    for one in await mates_there(day):
        await hears(one, day.group, "I was moved")
    await expect(day.cleo.page.locator("round-clock")).to_contain_text("time left: ")
    await expect(day.cleo.page.locator(".log__beginning")).to_contain_text(f"“{other}”")
    card = page.locator(".table-card", has=page.get_by_role("heading", name=home))
    await expect(card).to_contain_text("stands still without Cleo Marin", timeout=LONG)
    await stop(day, "3-moved")
    await page.get_by_role("button", name="Undo").press("Enter")
    await is_in_her_group(day, home)
    await day.cleo.sees("Hello from a phone", within=20)
    await expect(card).not_to_contain_text("stands still", timeout=LONG)
    await crowd_is_where_it_sits(day)


# ---- help, time ---------------------------------------------------------------------------------


async def a_group_calls_for_help_and_gets_it(day: Day) -> None:
    """Somebody simulated calls; the facilitator, back in the plenary, sees it within seconds."""
    page, caller = day.ben.page, next(one for one in day.crowd if one not in day.mates)
    await day.ben.open()
    await caller.do("help.call", stream=caller.place.stream, words="We are stuck")
    await expect(page.locator(".toast")).to_contain_text("calls for help", timeout=8000)
    await page.get_by_role("tab", name="Groups").click()
    await expect(page.locator(".call__words")).to_have_text("We are stuck")
    await expect(page.locator('.tile[data-state="calls"]')).to_have_count(1)
    await stop(day, "4-help")
    await page.get_by_role("button", name="I take the call of").click()
    await heard(caller, "help.claimed")
    await expect(page.locator('.tile[data-state="claimed"]')).to_have_count(1, timeout=LONG)
    await page.get_by_role("button", name="is dealt with").click()
    await heard(caller, "help.resolved")
    await expect(page.locator(".call")).to_have_count(0, timeout=LONG)


async def everybody_gets_more_time(day: Day) -> None:
    page = day.ben.page
    await page.get_by_label("Minutes", exact=True).fill("20")
    await page.get_by_role("button", name="minutes more").click()
    for person in (day.ben, day.cleo):
        left = re.compile(r"time left: 5\d:\d\d")
        await expect(person.page.locator("round-clock")).to_contain_text(left, timeout=LONG)
    await heard(day.crowd[0], "breakout.time_changed")


# ---- the script ---------------------------------------------------------------------------------


async def the_case_giver_listens_while_others_advise(day: Day) -> None:
    cleo, leader = day.cleo, moderator(day)
    await expect(step_now(cleo)).to_contain_text("Case giver")
    for at, title in enumerate(STEPS):
        await leader.do("scripts.skip", stream=day.group, at=at)
        await expect(step_now(cleo).locator('[data-slot="title"]')).to_have_text(
            title, timeout=LONG
        )
    await expect(cleo.composer).to_be_hidden(timeout=LONG)
    await expect(cleo.page.locator("[data-silence]").first).to_contain_text("You listen")
    await is_refused(day, "cleo", "But I have tried that")
    advisers = [one for one in day.mates if one is not leader]
    await asyncio.gather(*[says(day, one, f"Advice of {one.name}") for one in advisers])
    await cleo.sees(*[f"Advice of {one.name}" for one in advisers], within=20)
    tile = day.ben.page.locator(".tile", has_text="Advice")
    await expect(tile).to_contain_text("minutes left", timeout=LONG)
    await stop(day, "5-silence")


async def she_has_the_last_word_while_the_others_listen(day: Day) -> None:
    leader = moderator(day)
    adviser = next(one for one in day.mates if one is not leader)
    await leader.do("scripts.skip", stream=day.group, at=len(STEPS))
    await expect(day.cleo.composer).to_be_visible(timeout=LONG)
    await phone_says(day, "I begin with the first advice")
    await day.cleo.sees("I begin with the first advice", within=20)
    with pytest.raises(Refused, match="Summary"):
        await adviser.do("chat.post_message", stream=day.group, text="One more thing")
    await leader.do("scripts.skip", stream=day.group, at=len(STEPS) + 1)
    await expect(step_now(day.cleo)).to_be_hidden(timeout=LONG)
    await says(day, adviser, "Now we talk freely")


# ---- harvest, return ----------------------------------------------------------------------------

TYPED = "We learned: owners sign when their neighbours did 💧"
BESIDE = ("owners. ", "need ", "Pumps ")


async def the_harvest_is_written_by_two_at_once(day: Day) -> None:
    """She types at the end of the field, somebody simulated puts words at its beginning."""
    cleo, mate = day.cleo, day.mates[0]
    await cleo.page.locator(".room__open-side").click()
    await cleo.page.get_by_role("tab", name="Harvest").click()
    insight = cleo.page.get_by_label("Insight", exact=True)
    await insight.press_sequentially(TYPED[:12])
    await heard(mate, "texts.changed")
    await asyncio.gather(
        cleo.page.keyboard.type(TYPED[12:], delay=60), _write_at_the_beginning(day, mate)
    )
    words = "".join(reversed(BESIDE)) + TYPED
    await expect(insight).to_have_value(words, timeout=LONG)
    saved = cleo.page.locator('shared-text[data-name="harvest.insight"]')
    await expect(saved).to_have_attribute("data-state", "saved", timeout=LONG)
    assert (words,) in day.house.query("SELECT words FROM texts_text")
    await _another_group_hands_in(day)
    await stop(day, "6-harvest")
    await cleo.page.get_by_role("button", name="Hand in: everyone").click()
    await expect(cleo.page.locator(".harvest-state")).to_contain_text(
        "Handed in by Cleo Marin", timeout=LONG
    )


async def _write_at_the_beginning(day: Day, mate: Client) -> None:
    revision = changes_of_texts(mate)[-1]["data"]["revision"]
    for number, word in enumerate(BESIDE):
        revision = (await _write(mate, "harvest.insight", word, base=revision, key=number)).result
        await asyncio.sleep(0.5)


async def _write(client: Client, text: str, words: str, *, base: int = 0, key: int = 0) -> Any:
    parts = [{"key": f"{client.name}-{text}-{key}", "op": [words]}]
    return await client.do(
        "texts.edit", stream=client.place.stream, text=text, base=base, parts=parts
    )


async def _another_group_hands_in(day: Day) -> None:
    dov = day.crowd[0]
    assert dov not in day.mates
    await _write(dov, "harvest.next_step", "Call the mayor")
    await dov.do("harvest.hand_in", stream=dov.place.stream)


async def everybody_comes_back(day: Day) -> None:
    page = day.ben.page
    await page.get_by_label("Countdown before all are taken back").select_option("in 10 seconds")
    await page.get_by_role("button", name="Bring all back").click()
    for person in (day.ben, day.cleo):
        clock = person.page.locator("round-clock")
        await expect(clock).to_contain_text("Back to the plenary in 0:0", timeout=LONG)
    await expect(day.cleo.page.locator(TITLE)).to_have_text("Plenary", timeout=2 * LONG)
    plenary = day.house.facts["plenary"]
    await until(lambda: {one.place.stream for one in day.crowd} == {plenary})
    await day.crowd[3].do("chat.post_message", stream=plenary, text="We are back")
    for person in (day.ben, day.cleo):
        await person.sees("Good morning, this is day two", "We are back", within=20)


async def the_plenary_reads_what_was_brought_home(day: Day) -> None:
    for person in (day.ben, day.cleo):
        if not await person.page.get_by_role("tab", name="Harvest").is_visible():
            await person.page.locator(".room__open-side").click()
        await person.page.get_by_role("tab", name="Harvest").click()
        cards = person.page.locator(".harvest-card")
        await expect(cards.filter(has_text=TYPED)).to_have_count(1, timeout=LONG)
        await expect(cards.filter(has_text="Call the mayor")).to_have_count(1, timeout=LONG)
        await expect(cards).to_have_count(4)
    await stop(day, "7-back")


# ---- afterwards ---------------------------------------------------------------------------------


async def nobody_on_the_phone_ever_loaded_a_page_or_opened_another_line(day: Day) -> None:
    assert day.lines == []
    assert day.pages == []
    await is_same_page(day.cleo)
    assert {one.connections for one in day.crowd} == {1}
