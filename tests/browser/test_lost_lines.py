"""Reloads, cut lines and a killed server: everything arrives once and in order."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect

OFFLINE_SECONDS = 30


async def test_a_message_sent_while_the_page_reloads_arrives_once(visit):
    cleo, dov = await visit("cleo"), await visit("dov")

    for number in range(3):
        await cleo.composer.fill(f"Reloaded {number}")
        await cleo.page.evaluate(
            "() => { document.querySelector('.composer').requestSubmit(); location.reload(); }"
        )
        await cleo.page.wait_for_load_state()
        await cleo.is_live()

    await dov.sees("Reloaded 0", "Reloaded 1", "Reloaded 2")
    await cleo.sees("Reloaded 0", "Reloaded 1", "Reloaded 2")
    await cleo.is_like_a_fresh_page()


async def test_offline_for_half_a_minute_and_back(visit, house):
    cleo, dov = await visit("cleo", site=house.wire.site), await visit("dov")
    cleo.expects_trouble = True
    house.wire.is_dead = True
    await cleo.page.context.set_offline(True)

    banner = cleo.page.locator("connection-banner")
    await expect(banner).to_contain_text("offline", timeout=15_000)
    await cleo.say("Written offline", "and this too")
    await dov.say("Said meanwhile")
    await asyncio.sleep(OFFLINE_SECONDS)
    assert not await dov.message("Written offline").count()
    house.wire.is_dead = False
    await cleo.page.context.set_offline(False)

    for page in (cleo, dov):
        await page.sees("Written offline", "and this too", "Said meanwhile", within=30)
    assert await cleo.texts() == await dov.texts()
    await cleo.is_like_a_fresh_page()


async def test_a_killed_server_loses_nothing_that_was_typed(visit, house):
    cleo, dov = await visit("cleo"), await visit("dov")
    cleo.expects_trouble = dov.expects_trouble = True
    await cleo.say("Before")
    await dov.sees("Before")

    house.servers[0].kill()
    await cleo.say("One without a server", "Two without a server")
    await dov.say("Mine without a server")
    await expect(cleo.page.locator("connection-banner")).to_contain_text("Connecting again")
    await asyncio.to_thread(house.servers[0].start)

    said = ("Before", "One without a server", "Two without a server", "Mine without a server")
    for page in (cleo, dov):
        await page.sees(*said, within=40)
    texts = await cleo.texts()
    assert texts == await dov.texts()
    assert texts.index(said[1]) < texts.index(said[2])
    await cleo.is_like_a_fresh_page()
    await dov.is_like_a_fresh_page()


async def test_whoever_is_removed_is_told_and_cannot_write(visit, house):
    cleo = await visit("cleo")
    cleo.expects_trouble = True

    await house.remove("cleo")

    await expect(cleo.page.locator("connection-banner")).to_contain_text("has ended")
    await expect(cleo.composer).to_have_count(0)
