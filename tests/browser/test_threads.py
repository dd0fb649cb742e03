"""Replies beside the conversation, people who are spoken to, quotes and links: on real pages."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}


class Thread:
    """The thread that is open on somebody's page."""

    def __init__(self, person):
        self.page = person.page
        self.panel = person.page.locator("thread-panel")
        self.box = person.page.locator("#reply-input")
        self.lines = self.panel.locator(".message")

    async def reply(self, text):
        await self.box.fill(text)
        await self.box.press("Enter")

    async def says(self, *texts):
        await expect(self.panel.locator(".message[data-seq] .message__body")).to_have_text(texts)


def in_log(person, text):
    return person.page.locator(".log .message", has_text=text)


async def choose(person, message, item):
    await message.hover()
    await message.locator(".message__more").click()
    await person.page.get_by_role("menuitem", name=item).click()


async def test_replies_stand_in_a_thread_and_are_counted_in_the_room(visit):
    cleo, dov = await visit("cleo"), await visit("dov")
    hers, his = Thread(cleo), Thread(dov)
    await cleo.say("How do you pay for wells?")
    await dov.sees("How do you pay for wells?")

    await choose(dov, in_log(dov, "wells"), "Reply in a thread")
    await expect(his.box).to_be_focused()
    await his.reply("By a *levy*")
    await expect(cleo.page.locator(".log .message__thread-count")).to_have_text("1 reply")
    await cleo.page.locator(".log .message__thread").click()
    await hers.says("How do you pay for wells?", "By a levy")
    await hers.reply("Of how much?")
    await his.says("How do you pay for wells?", "By a levy", "Of how much?")
    await expect(dov.page.locator(".log .message__thread-count")).to_have_text("2 replies")
    assert await faults(dov) == []

    await choose(dov, his.lines.nth(1), "Edit")
    await his.reply("By a tax")
    await choose(cleo, hers.lines.nth(2), "Delete")
    await cleo.page.get_by_role("button", name="Delete", exact=True).click()
    await choose(cleo, in_log(cleo, "wells"), "Edit")
    await cleo.composer.fill("How do you pay for your wells?")
    await cleo.composer.press("Enter")
    for page in (hers, his):
        await page.says("How do you pay for your wells?", "By a tax", "This message was deleted.")
    await expect(cleo.page.locator(".log .message__thread-count")).to_have_text("1 reply")
    for person in (cleo, dov):
        assert await person.page.locator(".log .message").count() == 1
        await person.is_like_a_fresh_page()


async def test_a_thread_survives_a_reload_a_lost_line_and_a_page_without_script(visit, house):
    cleo = await visit("cleo", site=house.wire.site)
    await cleo.say("One", "Two")
    await cleo.sees("One", "Two")
    thread = Thread(cleo)
    await choose(cleo, in_log(cleo, "One"), "Reply in a thread")
    await thread.box.fill("A reply that I have begun")
    await cleo.composer.fill("A message that I have begun")
    await cleo.reload()
    await expect(thread.box).to_have_value("A reply that I have begun")
    await expect(cleo.composer).to_have_value("A message that I have begun")
    await choose(cleo, in_log(cleo, "Two"), "Reply in a thread")
    await expect(thread.box).to_have_value("")

    cleo.expects_trouble = True
    with house.wire.down():
        await thread.reply("Written on the train")
        await expect(thread.lines.last).to_have_attribute("data-state", "sending")
    await expect(thread.lines.last).to_have_attribute(
        "data-seq", re.compile(r"\d+"), timeout=15_000
    )
    await thread.says("Two", "Written on the train")

    plain = await visit("dov", live=False, java_script_enabled=False)
    await plain.page.locator(".message__thread").click()
    await plain.page.get_by_label("Your reply").fill("And by plain mail")
    await plain.page.get_by_role("button", name="Send the reply").click()
    await expect(plain.page.locator(".message__body")).to_have_text(
        ["Two", "Written on the train", "And by plain mail"]
    )
    await thread.says("Two", "Written on the train", "And by plain mail")


async def test_whoever_is_spoken_to_is_told_and_finds_it_in_their_inbox(visit):
    cleo, dov = await visit("cleo"), await visit("dov")
    count = dov.page.locator("[data-inbox-count]")
    await expect(count).to_be_hidden()

    await cleo.composer.press_sequentially("Ask @pe")
    await expect(cleo.page.get_by_role("option")).to_have_text(re.compile(r"Dov Peretz\s+Haifa"))
    assert await faults(cleo) == []
    await cleo.composer.press("Enter")
    await cleo.composer.press_sequentially("and @mod")
    await cleo.composer.press("Tab")
    await expect(cleo.composer).to_have_value("Ask @Dov Peretz and @moderators ")
    await cleo.composer.press("Enter")

    await expect(dov.page.locator(".message[data-for-me] .mention").first).to_have_text(
        "@Dov Peretz"
    )
    await dov.is_like_a_fresh_page()
    await cleo.is_like_a_fresh_page()
    await dov.say("I am here")
    await cleo.sees("I am here")
    await choose(cleo, in_log(cleo, "I am here"), "Reply in a thread")
    await Thread(cleo).reply("Welcome")
    await expect(count).to_be_visible()

    await dov.page.locator(".inbox-link").click()
    items = dov.page.locator(".inbox__item")
    await expect(items).to_have_count(2)
    await expect(items.nth(0)).to_contain_text("Cleo Marin replied to you")
    await expect(items.nth(1)).to_contain_text("Cleo Marin spoke to you")
    assert await faults(dov) == []
    await dov.page.set_viewport_size(PHONE)
    assert await faults(dov) == []
    await items.nth(0).get_by_role("link").click()
    await expect(dov.page.locator("thread-panel .message[data-found]")).to_contain_text("Welcome")
    await expect(dov.page.locator("[data-inbox-count]")).to_be_hidden()


async def test_quotes_follow_what_they_quote_and_links_lead_hundreds_of_messages_back(visit):
    cleo, dov = await visit("cleo"), await visit("dov")
    await cleo.say("The first of many")
    await dov.sees("The first of many")
    await choose(dov, in_log(dov, "The first"), "Quote")
    await expect(dov.page.locator(".composer__quoting")).to_contain_text("The first of many")
    await dov.composer.fill("Well said")
    await dov.composer.press("Enter")
    quote = cleo.page.locator(".message__quote")
    await expect(quote).to_contain_text(re.compile(r"Cleo Marin\s+The first of many"))
    await cleo.is_like_a_fresh_page()
    await dov.is_like_a_fresh_page()

    seq = await in_log(cleo, "The first").first.get_attribute("data-seq")
    for person in (cleo, dov):  # who would draw each of them
        await person.page.goto("about:blank")
    await write_many(dov, 250)
    await cleo.page.goto(f"{cleo.url}messages/{seq}")
    found = cleo.page.locator(f"#message-{seq}")
    await expect(found).to_be_focused()
    await expect(found).to_be_in_viewport()
    await expect(found).to_contain_text("The first of many")
    plain = await visit("cleo", live=False, java_script_enabled=False)
    await plain.page.goto(f"{cleo.url}messages/{seq}")
    await expect(plain.page.locator(f"#message-{seq}")).to_be_in_viewport()

    await choose(cleo, found, "Delete")
    await cleo.page.get_by_role("button", name="Delete", exact=True).click()
    await expect(cleo.page.locator(".message__quote")).to_contain_text("This message was deleted.")


async def test_the_first_unread_message_is_one_step_away_and_other_rooms_tell_of_theirs(visit):
    cleo, dov = await visit("cleo"), await visit("dov")
    await cleo.say("Before")
    await dov.sees("Before")
    await has_read_all(dov)
    await dov.page.goto("about:blank")
    await write_many(cleo, 80)
    await cleo.command("chat.post_message", stream=cleo.house.facts["side"], text="Over here")

    await dov.open()
    await expect(dov.page.locator("[data-unread-count]:visible")).to_have_text(re.compile("1$"))
    await dov.page.get_by_role("button", name="Dismiss").first.click()
    above = dov.page.get_by_role("button", name="80 unread messages above")
    await above.click()
    await expect(dov.page.locator(".log .message", has_text="Number 0")).to_be_focused()
    await expect(above).to_be_hidden()
    await cleo.command("chat.post_message", stream=cleo.house.facts["side"], text="And here")
    badge = dov.page.locator("[data-unread-count]:visible")
    await expect(badge).to_have_text(re.compile("2$"), timeout=20_000)
    await dov.page.goto(f"{dov.site}/dialogues/")
    here = dov.page.locator(f".card:has(a[href*='/d/{dov.house.facts['slug']}/'])")
    await expect(here).to_contain_text("unread messages")


async def test_moderators_read_what_a_message_said_before(visit):
    cleo, mia = await visit("cleo"), await visit("mia")
    await cleo.say("We have 20 wells")
    await mia.sees("We have 20 wells")
    await cleo.choose("20 wells", "Edit")
    await cleo.composer.fill("We have 30 wells")
    await cleo.composer.press("Enter")
    await mia.sees("We have 30 wells")
    await mia.choose("30 wells", "Earlier versions")
    dialog = mia.page.get_by_role("dialog")
    await expect(dialog.locator(".message__body")).to_have_text(
        ["We have 20 wells", "We have 30 wells"]
    )
    assert await faults(mia) == []
    await dialog.get_by_role("button", name="Close").click()

    await cleo.choose("30 wells", "Delete")
    await cleo.page.get_by_role("button", name="Delete", exact=True).click()
    await mia.sees("This message was deleted.")
    await mia.choose("deleted", "Earlier versions")
    await expect(dialog).to_contain_text("Deleted by Cleo Marin")
    await expect(cleo.page.locator(".message__more:visible")).to_have_count(0)


HEAD = "SELECT head FROM log_stream WHERE id = {}"


async def has_read_all(person):
    """Waits until it is kept how far they read."""
    stream, who = person.house.facts["plenary"], person.house.facts["people"][person.name]
    read = f"SELECT seq FROM rooms_readposition WHERE stream_id = {stream} AND person_id = {who}"
    for _ in range(300):
        if person.house.query(read) == person.house.query(HEAD.format(stream)):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(person.house.query(read))


async def write_many(person, count):
    await person.write(*[f"Number {number}" for number in range(count)])
