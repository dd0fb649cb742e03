"""What is read, what is new, and what lies further back."""

from __future__ import annotations

from playwright.async_api import expect


async def fill(page, count: int) -> None:
    await page.write(*[f"Line {number}" for number in range(1, count + 1)])
    await page.sees(f"Line {count}")


async def test_more_than_three_hundred_messages_are_loaded_backwards(visit):
    cleo = await visit("cleo")
    await cleo.page.goto("about:blank")
    await cleo.write(*[f"Line {number}" for number in range(1, 331)])
    await cleo.open()
    assert len(await cleo.texts()) <= 100

    log = cleo.page.locator(".log")
    for _ in range(20):
        await log.evaluate("(box) => { box.scrollTop = 0; }")
        await cleo.page.wait_for_timeout(150)
        if await cleo.page.locator(".log__beginning").count():
            break

    assert await cleo.texts() == [f"Line {n}" for n in range(1, 331)]


async def test_loading_earlier_messages_does_not_move_what_is_being_read(visit):
    cleo = await visit("cleo")
    await fill(cleo, 120)
    await cleo.reload()
    line = cleo.page.locator(".message[data-seq]").nth(12)
    held = cleo.page.locator("#" + await line.get_attribute("id"))
    first = await cleo.page.locator(".message[data-seq]").first.get_attribute("id")

    await cleo.page.locator(".log").evaluate("(box) => { box.scrollTop = 200; }")
    before = await held.evaluate(TOP)
    await expect(cleo.page.locator(".message[data-seq]").first).not_to_have_id(first)

    assert abs(await held.evaluate(TOP) - before) < 2


async def test_earlier_messages_can_be_asked_for_by_keyboard(visit):
    cleo = await visit("cleo")
    await fill(cleo, 60)
    await cleo.page.add_init_script(NOTHING_BY_ITSELF)
    await cleo.reload()
    assert "Line 1" not in await cleo.texts()

    link = cleo.page.get_by_role("link", name="Earlier messages")
    await expect(link).to_have_count(1)
    await link.focus()
    await cleo.page.keyboard.press("Enter")

    await cleo.sees("Line 1")


async def test_reading_on_one_device_moves_the_marker_on_the_other(visit):
    dov, cleo = await visit("dov"), await visit("cleo")
    await fill(dov, 3)
    await cleo.sees("Line 3")
    phone = await visit("cleo", viewport={"width": 390, "height": 400})
    await phone.page.locator(".log").evaluate("(box) => { box.scrollTop = 0; }")
    await phone.page.evaluate(HIDE)
    await dov.write("Unread on the phone")
    await phone.sees("Unread on the phone")
    await expect(phone.page.locator(".unread-marker")).to_have_count(1)

    await cleo.sees("Unread on the phone")

    await expect(phone.page.locator(".unread-marker")).to_have_count(0)


async def test_who_reads_further_up_is_offered_the_new_messages(visit):
    dov, cleo = await visit("dov"), await visit("cleo")
    await fill(dov, 60)
    await cleo.sees("Line 60")
    await cleo.page.locator(".log").evaluate("(box) => { box.scrollTop = 300; }")
    where = await cleo.page.locator(".log").evaluate("(box) => box.scrollTop")

    await dov.say("One more", "And another")

    pill = cleo.page.get_by_role("button", name="2 new messages")
    await expect(pill).to_be_visible()
    assert await cleo.page.locator(".log").evaluate("(box) => box.scrollTop") == where
    await pill.click()
    await expect(cleo.message("And another")).to_be_in_viewport()
    await expect(cleo.page.locator(".unread-marker + .message")).to_contain_text("One more")


async def test_a_latecomer_reads_what_was_missed_and_goes_there(visit):
    dov, cleo = await visit("dov"), await visit("cleo")
    await fill(dov, 4)
    await cleo.sees("Line 4")
    await cleo.page.wait_for_timeout(3000)
    await cleo.page.close()
    await dov.write(*[f"Later {n}" for n in range(1, 81)])

    again = await visit("cleo")

    summary = again.page.locator(".missed")
    await expect(summary).to_contain_text("80 messages since you were last here.")
    await summary.get_by_role("button", name="Read from there").click()
    await expect(again.page.get_by_text("Later 1", exact=True)).to_be_in_viewport()
    await expect(summary).to_have_count(0)


TOP = "(line) => line.getBoundingClientRect().top"
NOTHING_BY_ITSELF = (
    "window.IntersectionObserver = class { observe() {} unobserve() {} disconnect() {} };"
)
HIDE = """() => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
