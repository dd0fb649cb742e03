"""The corpus in every field, looked at in Chromium: it is text, and nothing else comes of it."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from tests.browser.hostile_page import MARK, literally, watched
from tests.support.hostile import LIVE, NAME, fitting
from tests.support.hostile_wings import ASIDE
from tests.support.house import run
from tests.support.payloads import CORPUS


@pytest.fixture
def house(own_house):
    """Every field there is has a payload."""
    return own_house


def marks(payloads):
    return {payload.mark for payload in payloads}


MARKS = marks(CORPUS)
FURTHER = ("/copy", "/arrange/", "/arrange/{plenary}")


async def act(house, task, *more):
    """Fills the house, or has it spoken in, by another process."""
    arguments = ["tests.support.hostile", task, house.facts["slug"], *more]
    await asyncio.to_thread(run, arguments, house.env)


def rooms(house):
    """The plenary, and the rooms with the corpus in them."""
    found = house.query("SELECT id, title FROM rooms_room WHERE kind <> 'group' ORDER BY id")
    return found[0][0], [pk for pk, title in found[1:] if title != "Side room"]


@pytest.mark.timeout(400)
async def test_the_corpus_is_text_wherever_it_is_shown(browser, house):
    await act(house, "fill", "0")
    ada = await watched(browser, house, "ada")
    here, (plenary, others) = f"/d/{house.facts['slug']}", rooms(house)

    names = fitting(NAME)
    for path, written in {
        "/dialogues/": CORPUS,
        f"{here}/": names,
        f"{here}/people/": names,
        f"{here}/programme/": CORPUS,
        f"{here}/links/": names,
        f"{here}/api/": names,
        f"{here}/api/webhooks/": names,
        f"{here}/search": names[20:],
    }.items():
        assert literally(await ada.look(path), written) == [], path
    reacted = await ada.look(f"{here}/rooms/{plenary}/messages/1/reactions")
    assert len(reacted["marks"]) > 100
    for page in (
        "edit",
        "copy",
        "arrange/",
        f"arrange/{others[0]}",
        "transcripts/",
        "transcripts/choose",
        "exports/",
        "programme/1",
    ):
        assert (await ada.look(f"{here}/{page}"))["marks"], page

    await in_rooms(ada, here, plenary, others)
    await in_the_inbox(ada, here)
    await in_search(ada, here)
    await to_those_it_is_about(browser, house)


async def in_rooms(ada, here, plenary, others):
    said, replied, asked, answered, set_aside = (set() for _ in range(5))
    *_, quotes = others
    for room in others[:-1]:
        await ada.look(f"{here}/rooms/{room}/")
        said |= await marks_in(ada, ".log")
        asked |= await marks_in(ada, ".question__text")
        answered |= await marks_in(ada, ".question__answer-text")
        set_aside |= await marks_in(ada, ".question__reason-text")
        replied |= set((await ada.look(f"{here}/rooms/{room}/threads/1"))["marks"])
    await ada.look(f"{here}/rooms/{quotes}/")
    quoted = "".join(await ada.page.locator(".message__quote-text").all_inner_texts())
    assert sum(mark in quoted for mark in MARKS) == 50
    versions = await ada.look(f"{here}/rooms/{plenary}/messages/1/versions")
    for seen in (said, replied, asked, answered, set_aside, set(versions["marks"])):
        assert seen >= MARKS
    files = await ada.look(f"{here}/rooms/{plenary}/")
    assert literally({"text": files["text"] + files["values"]}) == []


async def marks_in(person, place):
    """Marks in the text there, also where it is folded away."""
    return set(MARK.findall("\n".join(await person.page.locator(place).all_text_contents())))


async def in_the_inbox(ada, here):
    seen, address = set(), f"{here}/inbox"
    while address:
        seen |= set((await ada.look(address))["marks"])
        further = ada.page.get_by_role("link", name="Earlier")
        address = (
            f"{here}/inbox{await further.get_attribute('href')}" if await further.count() else ""
        )
    assert seen >= MARKS


async def in_search(ada, here):
    """In what is found, of which the first pages are enough, and as words to look for."""
    seen, address = set(), "?q=harbour"
    while address and len(seen) < 200:
        seen |= set((await ada.look(f"{here}/search{address}"))["marks"])
        assert await ada.page.locator("mark").count() > 0
        older = ada.page.get_by_role("link", name="Older ones")
        address = await older.get_attribute("href") if await older.count() else ""
    words = ada.page.get_by_role("searchbox")
    for payload in CORPUS[::40]:
        async with ada.page.expect_response(lambda answer: "/search?" in answer.url):
            await words.fill(payload.text.replace("\n", " "))
        await ada.inspect()


async def to_those_it_is_about(browser, house):
    """On one's own profile, and on the page that invites to the dialogue."""
    cleo, guest = await watched(browser, house, "cleo"), await watched(browser, house)
    assert (await cleo.look("/profile/"))["marks"]
    link = await asyncio.to_thread(
        run, ["tests.support.hostile", "invite", house.facts["slug"]], house.env
    )
    assert (await guest.look(link.strip()))["marks"]


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_the_corpus_is_text_while_it_comes_in(browser, house):
    await act(house, "fill", "0")
    ada, cleo = await watched(browser, house, "ada"), await watched(browser, house, "cleo")
    here, (plenary, _) = f"/d/{house.facts['slug']}/rooms", rooms(house)
    for person in (ada, cleo):
        await person.look(f"{here}/{plenary}/")
        await expect(person.page.locator(".presence__person").first).to_be_attached(timeout=20_000)
    await ada.page.locator(".log .message__thread").first.click()
    await expect(ada.page.locator("thread-panel .message").first).to_be_visible()

    await act(house, "speak")
    for person in (ada, cleo):
        await expect(person.page.locator(".log .message", has_text=LIVE)).to_be_attached(
            timeout=300_000
        )
    found = await ada.inspect()
    assert set(found["marks"]) >= MARKS
    assert await marks_in(ada, ".question__text") >= marks(CORPUS[::5])
    assert await marks_in(ada, ".question__answer-text") >= marks(CORPUS[::10])
    assert await marks_in(ada, ".question__reason-text") >= marks(CORPUS[ASIDE])
    assert len(await marks_in(ada, ".poll__question")) > 30
    assert len(await marks_in(ada, ".question-now__text")) == 1
    bodies = ada.page.locator("thread-panel .message .message__body")
    replies = "\n".join(await bodies.all_inner_texts())
    assert all(payload.mark in replies for payload in CORPUS[::4])

    await cleo.page.locator("#composer-input").press_sequentially("@")
    await expect(ada.page.locator(".typing__words")).to_contain_text("is writing")
    await expect(cleo.page.get_by_role("option").first).to_be_visible()
    await cleo.inspect()
    await cleo.page.locator("#composer-input").fill("")
    await ada.page.evaluate("() => document.querySelector('versions-dialog').show(1)")
    await expect(ada.page.locator(".versions__one")).to_have_count(len(CORPUS) + 1)
    await ada.inspect()


async def test_a_page_that_took_text_for_more_would_be_noticed(browser, house):
    """The watch can fail: each way a payload could act is planted in a page and is found."""
    ada = await watched(browser, house, "ada")
    for planted, sign in {
        "document.querySelector('h1').innerHTML = '<u>zz100z</u>'": "<u>",
        "document.querySelector('h1').setAttribute('onclick', 'x')": "h1[onclick]",
        "document.querySelector('h1').id = 'zz100z'": "h1[id=zz100z]",
        "document.querySelector('a').href = 'https://evil.example'": "leads to",
        "document.querySelector('main').innerHTML = '<img src=x onerror=__xss(1)>'": "onerror",
        "void __xss(1)": "ran",
        "fetch('https://evil.example').catch(() => 0)": "refused",
        "void setTimeout(() => alert(1))": "dialog",
        "fetch('/zz100z').catch(() => 0)": "asked for",
    }.items():
        await ada.look("/dialogues/")
        await ada.page.evaluate(planted)
        assert sign in await noticed(ada), planted
        ada.heard.clear()


async def noticed(person):
    """What the next inspection that notices something says, if one does soon."""
    for _ in range(100):
        try:
            await person.inspect()
        except AssertionError as said:
            return str(said)
        await asyncio.sleep(0.05)
    return ""


@pytest.mark.long
@pytest.mark.timeout(7200)
async def test_each_payload_is_text_where_there_is_room_for_one(browser, house):
    """Title, host, announcement, names of rooms, one's own name: every payload has its turn in each."""
    ada, cleo = await watched(browser, house, "ada"), await watched(browser, house, "cleo")
    here, (plenary, _) = f"/d/{house.facts['slug']}", rooms(house)
    room = f"/rooms/{plenary}/"
    for number, payload in enumerate(CORPUS):
        await asyncio.to_thread(house.hand.do, f"turn {number}")
        # The forms of a copy and of the programme are drawn as the one for editing is.
        further = FURTHER if number % 8 == 0 else ()
        for page in ("/", "/edit", room, *(page.format(plenary=plenary) for page in further)):
            found = await ada.look(f"{here}{page}")
            assert payload.mark in found["marks"], page
        if further:
            await ada.look(f"{here}/transcripts/")
        await cleo.look("/profile/")
        await cleo.look(f"{here}{room}")
