"""The corpus in questions, polls, moderation, good practices and letters; see test_payloads.py."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.browser.hostile_page import literally, watched
from tests.browser.test_payloads import MARKS, act, marks_in, rooms
from tests.support.payloads import CORPUS

INSIDE = 29  # good practices of this dialogue; see hostile_wings.py


@pytest.fixture
def house(own_house):
    """Every field there is has a payload."""
    return own_house


@pytest.mark.long
@pytest.mark.timeout(400)
async def test_the_corpus_is_text_in_the_wings(browser, house):
    await act(house, "fill", "0")
    ada, cleo = await watched(browser, house, "ada"), await watched(browser, house, "cleo")
    here, (_, others) = f"/d/{house.facts['slug']}", rooms(house)
    await in_polls(ada, here, others[:-1])
    await in_scripts(ada, here)
    await at_the_desk(ada, here)
    await to_whom_it_concerns(await watched(browser, house, "dov"), house)
    await in_good_practices(ada, house, here)
    await in_harvests(ada, house, here)
    await on_boards(ada, house, here)
    await in_letters(ada, cleo)
    await in_challenges(ada, cleo, here, house)
    await in_reports(ada, cleo, here)
    await in_the_library(await watched(browser, house))


async def in_polls(ada, here, others):
    seen = set()
    for room in others:
        await ada.look(f"{here}/rooms/{room}/polls/")
        seen |= await marks_in(ada, ".poll-item__question")
    assert seen >= MARKS
    draft = await ada.page.locator(".poll-item a[href$=change]").first.get_attribute("href")
    assert (await ada.look(draft))["marks"]
    opened = ada.page.locator(".poll-item__question a")
    await ada.look(f"{here}/rooms/{room}/polls/")
    for address in [await one.get_attribute("href") for one in (await opened.all())[:3]]:
        assert len((await ada.look(address))["marks"]) > 3


async def in_scripts(ada, here):
    seen = set((await ada.look(f"{here}/scripts/"))["marks"])
    assert len(seen) > 300
    first = ada.page.locator(".scripts .card__title a")
    for address in [await one.get_attribute("href") for one in (await first.all())[:60:6]]:
        for page in ("", "/change"):
            assert len((await ada.look(f"{address}{page}"))["marks"]) > 2, page


async def at_the_desk(ada, here):
    """What waits, who is muted, and page by page who did what and why."""
    assert len((await ada.look(f"{here}/moderation/"))["marks"]) > 100
    deal = ada.page.get_by_role("link", name="Deal with it").first
    assert (await ada.look(await deal.get_attribute("href")))["marks"]
    seen, address = set(), f"{here}/moderation/trail"
    while address:
        await ada.look(address)
        seen |= await marks_in(ada, ".table td")
        further = ada.page.get_by_role("link", name="Earlier")
        query = await further.get_attribute("href") if await further.count() else ""
        address = query and f"{here}/moderation/trail{query}"
    assert seen >= MARKS
    await ada.look(f"{here}/people/")
    for does in ("mute", "send-away"):
        person = ada.page.locator(f"a[href$='/{does}']").first
        assert (await ada.look(await person.get_attribute("href")))["marks"], does
        await ada.look(f"{here}/people/")


async def to_whom_it_concerns(person, house):
    """dov is muted, and told why where he would write."""
    plenary, _ = rooms(house)
    await person.look(f"/d/{house.facts['slug']}/rooms/{plenary}/")
    assert await marks_in(person, ".composer__closed")


async def in_good_practices(ada, house, here):
    told = house.query("SELECT id FROM followup_practice ORDER BY id")
    listed = await ada.look(f"{here}/practices/")
    assert len(literally(listed, CORPUS[:INSIDE])) == 0
    texts, topics = set(), set()
    for number, (pk,) in enumerate(told[:INSIDE]):
        await ada.look(f"/practices/{pk}/")
        texts |= await marks_in(ada, ".practice .prose")
        topics |= await marks_in(ada, ".practice__topics")
        if number % 10 == 0:
            for page in ("edit", "editions"):
                assert (await ada.look(f"/practices/{pk}/{page}"))["marks"], page
    assert texts >= MARKS
    assert len(topics) > 340
    await ada.look(f"{here}/practices/files")
    first, plenary = told[0][0], rooms(house)[1][0]
    files = await ada.look(f"/practices/{first}/")
    assert len(set(files["marks"])) > 300
    pinned = await ada.look(f"{here}/rooms/{plenary}/pin?message=1&practice={first}")
    assert pinned["marks"]


async def in_harvests(ada, house, here):
    """The board with all of them, the sheet of a group, and the page of one."""
    ((round,),) = house.query(
        "SELECT DISTINCT round_id FROM breakout_group g JOIN harvest_sheet s ON s.room_id = g.room_id"
    )
    await ada.look(f"{here}/harvest/{round}/")
    assert await marks_in(ada, ".harvest-card__said") >= MARKS
    assert len(await marks_in(ada, ".harvest-card__because")) > 80
    groups = house.query("SELECT room_id FROM harvest_sheet ORDER BY room_id")
    for (room,) in groups[:3]:
        await ada.look(f"{here}/rooms/{room}/harvest/")
        assert await marks_in(ada, "textarea")
    await ada.look(f"{here}/rooms/{groups[0][0]}/")
    await ada.look(f"{here}/search?kind=harvest&q=harbour")


async def on_boards(ada, house, here):
    """The list, the outline with all of it, and pages of single pieces."""
    assert (await ada.look(f"{here}/boards/"))["marks"]
    ((board,),) = house.query("SELECT id FROM whiteboard_board")
    await ada.look(f"{here}/boards/{board}/")
    assert await marks_in(ada, ".board-item__title") >= MARKS
    assert len(await marks_in(ada, ".board-item__said")) > 300
    assert len(await marks_in(ada, ".board-item__lines")) > 20
    pieces = house.query("SELECT name FROM whiteboard_piece WHERE kind IN ('card', 'lane', 'note')")
    for (name,) in pieces[:: len(pieces) // 6]:
        assert (await ada.look(f"{here}/boards/{board}/pieces/{name}/"))["marks"]
    await in_ideas(ada, house, here)


async def in_ideas(ada, house, here):
    """The list, and of some the page, its editions and its form; what it is made of, put on a board."""
    assert (await ada.look(f"{here}/ideas/"))["marks"]
    ideas = house.query("SELECT id FROM followup_idea ORDER BY id")
    for (idea,) in ideas[:: max(1, len(ideas) // 6)]:
        for page in ("", "editions", "edit"):
            assert (await ada.look(f"{here}/ideas/{idea}/{page}"))["marks"] or page == "edit"
    said = house.query("SELECT stream_id, seq FROM chat_message WHERE deleted_at IS NULL")
    for stream, seq in said[:: max(1, len(said) // 6)]:
        await ada.look(f"{here}/boards/put/message/{stream}-{seq}/")


async def in_letters(ada, cleo):
    seen = set()
    for person in (ada, cleo):
        await person.look("/library/letters/")
        seen |= await marks_in(person, ".letter__words")
        assert await person.page.locator("a[href^='mailto:']").count() > 10
    assert seen >= MARKS
    assert len((await cleo.look("/practices/asked/"))["marks"]) > 90
    write = await cleo.page.locator("a[href^='/practices/']").first.get_attribute("href")
    assert (await cleo.look(f"{write}write"))["marks"]


async def in_challenges(ada, cleo, here, house):
    """The list and the overview, a case with who wrote what, forms with what was typed, what people bring."""
    for page in ("challenges/", "challenges/overview"):
        assert literally(await ada.look(f"{here}/{page}"), CORPUS) == [], page
    told = house.query("SELECT id FROM challenges_challenge ORDER BY id")
    texts, topics = set(), set()
    for (pk,) in told[::12]:
        await ada.look(f"{here}/challenges/{pk}/")
        texts |= await marks_in(ada, ".challenge__text")
        topics |= await marks_in(ada, ".challenge .badge")
    assert len(texts) > 80 and len(topics) > 50
    own = told[0][0]  # the first is cleo's
    for page in (f"challenges/{own}/edit", "challenges/new", "contribution/"):
        assert (await cleo.look(f"{here}/{page}"))["marks"], page
    ((room,),) = house.query(
        "SELECT DISTINCT r.id FROM rooms_room r JOIN challenges_advice a ON a.stream_id = r.stream_id"
    )
    await ada.look(f"{here}/rooms/{room}/case/")
    assert await marks_in(ada, ".advice__text") >= MARKS
    await cleo.look(f"{here}/rooms/{room}/")
    assert await marks_in(cleo, ".case-strip")
    for payload in CORPUS[3::150]:
        await ada.look(f"{here}/challenges/?{urlencode({'topic': payload.text})}")


async def in_reports(ada, cleo, here):
    """Whom one met, with addresses; who was where, who met whom, and the mail of the preview."""
    assert len((await cleo.look(f"{here}/met/"))["marks"]) > 20
    assert await cleo.page.locator("a[href^='mailto:']").count() > 10
    assert len((await ada.look(f"{here}/reports/"))["marks"]) > 20


async def in_the_library(guest):
    """Page by page, with words to look for, and with filters in the address."""
    seen, address = set(), "?q=harbour"
    while address and len(seen) < 120:
        seen |= set((await guest.look(f"/library/{address}"))["marks"])
        assert await guest.page.locator("mark").count() > 0
        further = guest.page.locator("a[rel=next]")
        address = await further.get_attribute("href") if await further.count() else ""
    assert len(seen) >= 120
    words = guest.page.get_by_role("searchbox")
    for payload in CORPUS[::40]:
        async with guest.page.expect_response(lambda answer: "/library/?" in answer.url):
            await words.fill(payload.text.replace("\n", " "))
        await guest.inspect()
    for name in ("topic", "region", "country", "sector", "dialogue", "sort", "page"):
        for payload in CORPUS[7::200]:
            await guest.look(f"/library/?{urlencode({name: payload.text})}")


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_each_good_practice_is_text_to_everybody_who_sees_it(browser, house):
    """Its page inside and outside, its form, and each payload as words and topic in the library."""
    await act(house, "fill", "0")
    ada, guest = await watched(browser, house, "ada"), await watched(browser, house)
    for pk, open_to in house.query("SELECT id, open_to FROM followup_practice ORDER BY id"):
        if open_to == "public":
            assert (await guest.look(f"/practices/{pk}/"))["marks"]
            assert (await ada.look(f"/practices/{pk}/write"))["marks"]
    for (pk,) in house.query("SELECT id FROM followup_practice ORDER BY id")[:INSIDE]:
        assert (await ada.look(f"/practices/{pk}/edit"))["marks"]
    for payload in CORPUS:
        await guest.look(f"/library/?{urlencode({'q': payload.text, 'topic': payload.text})}")
