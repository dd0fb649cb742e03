"""The library of good practices: somebody from outside finds one, and writes to whoever is behind it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def house(own_house):
    """There is one library for all dialogues."""
    return own_house


async def from_outside(visit, house, **context):
    """eve, who has no part in the dialogue, in the library."""
    house.hand.do("shelve")
    eve = await visit("eve", live=False, **context)
    eve.complaints.clear()  # the room is not hers
    await eve.page.goto(f"{eve.site}/library/")
    return eve


def hits(person):
    return person.page.locator(".library-hit__title")


def count(person):
    return person.page.get_by_role("status").first


async def test_somebody_from_outside_browses_filters_and_searches(visit, house):
    eve = await from_outside(visit, house)
    page = eve.page
    await expect(hits(eve).first).to_have_text("30 km/h in the centre")
    await expect(count(eve)).to_have_text("66 good practices, the newest first")
    assert await faults(eve) == []

    await page.get_by_label("Words").fill("safe str")
    await expect(count(eve)).to_contain_text("9 good practices, the best matches first")
    await expect(page.locator(".library-hit .badge mark").first).to_have_text("Safe")
    europe = page.locator(".facet__link", has_text="Europe").first
    await europe.press("Enter")
    await expect(count(eve)).to_contain_text("6 good practices")
    await expect(europe).to_be_focused()
    await page.locator(".facet__link", has_text="Southern Europe").click()
    await expect(hits(eve)).to_have_count(3)
    assert "region=southern-europe" in page.url and "q=safe+str" in page.url
    await page.reload()
    await expect(hits(eve)).to_have_count(3)
    await expect(page.get_by_label("Words")).to_have_value("safe str")
    assert await faults(eve) == []

    await page.get_by_label("Words").press("ArrowDown")
    await expect(hits(eve).first.get_by_role("link")).to_be_focused()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="CSV, for spreadsheets").click()
    text = Path(await (await download.value).path()).read_text(encoding="utf-8-sig")
    shown = await hits(eve).all_inner_texts()
    assert [row["title"] for row in csv.DictReader(io.StringIO(text))] == shown

    await page.get_by_role("link", name="Southern Europe take this filter away").click()
    await expect(count(eve)).to_contain_text("9 good practices")
    await page.go_back()
    await expect(hits(eve)).to_have_count(3)
    await page.set_viewport_size(PHONE)
    await page.get_by_text("Filters", exact=True).click()
    assert await faults(eve) == []
    await page.locator(".facet__link", has_text="Greece").click()
    await expect(hits(eve)).to_have_count(1)
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await hits(eve).first.get_by_role("link").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Θεσσαλονίκη")


async def test_a_letter_goes_there_and_the_answer_comes_back(visit, house):
    cleo = await visit("cleo", viewport=PHONE, has_touch=True)
    eve = await from_outside(visit, house)
    await hits(eve).first.get_by_role("link").press("Enter")
    await eve.page.get_by_role("link", name="Write to them").press("Enter")
    assert await faults(eve) == []
    await eve.page.get_by_label("Your message").fill("How did you pay for it?")
    await eve.page.get_by_role("button", name="Send").press("Enter")
    await expect(eve.page.get_by_text("No answer yet.")).to_be_visible()

    await expect(
        cleo.page.get_by_text("A letter about a good practice waits for you.").first
    ).to_be_visible()
    assert await faults(cleo) == []
    await cleo.page.get_by_role("link", name="Read", exact=True).click()
    await expect(cleo.page.get_by_text("How did you pay for it?")).to_be_visible()
    await expect(cleo.page.get_by_text("eve@example.org")).to_have_count(0)
    assert await faults(cleo) == []
    await cleo.page.get_by_label("Your answer").fill("By a small grant.")
    await cleo.page.get_by_label("Share my e-mail address").check()
    await cleo.page.get_by_role("button", name="Send the answer").click()
    await expect(cleo.page.get_by_text("You answered:")).to_be_visible()

    await eve.page.reload()
    await expect(eve.page.get_by_text("By a small grant.")).to_be_visible()
    await expect(eve.page.get_by_role("link", name="cleo@example.org")).to_be_visible()
    assert await faults(eve) == []
