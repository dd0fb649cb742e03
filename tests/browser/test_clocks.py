"""People whose own clock is wrong by a day."""

from __future__ import annotations

from playwright.async_api import expect

WRONG = """(() => {
  const by = %d * 3600_000, Right = Date;
  globalThis.Date = class extends Right {
    constructor(...given) { given.length ? super(...given) : super(Right.now() + by); }
    static now() { return Right.now() + by; }
  };
})()"""


async def test_whose_clock_is_wrong_sees_the_same_as_everybody(visit, browser):
    ben, ahead, behind = await visit("ben"), await visit("cleo"), await visit("dov")
    for page, hours in ((ahead, 26), (behind, -26)):
        await page.page.context.add_init_script(WRONG % hours)
        await page.reload()
    for page in (ahead, behind):
        await page.page.locator('.panel__actions [data-does="hand"]').click()
    turns = ben.page.locator(".speaker-queue__turn")
    await expect(turns).to_have_count(2)
    await ben.page.get_by_role("button", name="Call the next speaker").click()
    for text, page in (("one", ahead), ("two", behind), ("three", ben), ("four", ahead)):
        await page.say(text)
        await page.sees(text)

    for page in (ahead, behind):
        await page.sees("one", "two", "three", "four")
        await page.reload()
        shown = await page.shown()
        assert shown["queue"][0]["state"] == "speaking"
        assert _lines(shown) == _lines(await ben.shown())


def _lines(shown):
    """What was said and when, by the clock of the server."""
    return [(line["seq"], line["at"], line["body"]) for line in shown["log"]]
