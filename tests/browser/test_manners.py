"""Pages that everybody can use, and that nobody can break."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.async_api import expect

SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:alert(1))",
    "![x](x onerror=alert(1))",
    '![x](x"onerror="alert(1))',
    '[x](https://example.org"onmouseover="alert(1))',
    '<https://example.org/"onclick=alert(1)>',
    "<javascript:alert(1)>",
    'https://example.org/"><script>alert(1)</script>',
    "`<script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "```html onmouseover=alert(1)\nx\n```",
    "> <img src=x onerror=alert(1)>",
    "* <img src=x onerror=alert(1)>",
    "**<img src=x onerror=alert(1)>**",
    "~~<details open ontoggle=alert(1)>~~",
    "<math><mtext></p><img src=x onerror=alert(1)></math>",
    "<template><img src=x onerror=alert(1)></template>",
    "</template><img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "{{constructor.constructor('alert(1)')()}}",
    "{% include 'x' %}${alert(1)}",
    "<input autofocus onfocus=alert(1)>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<object data=javascript:alert(1)></object>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "\"'><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//\n\n<b>x",
]


@pytest.fixture
def house(own_house):
    """People are given other names."""
    return own_house


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
async def test_the_page_has_no_fault_that_axe_can_find(visit, viewport, color_scheme):
    calm = {"viewport": viewport, "color_scheme": color_scheme, "reduced_motion": "reduce"}
    ben = await visit("ben", **calm)
    await ben.say("Welcome", "A list:\n- one\n- two", "See https://example.org and `code`")
    await ben.sees("Welcome")
    await ben.command("rooms.raise_hand")
    await ben.choose("Welcome", "Edit")

    assert await faults(ben) == []
    if viewport["width"] < 500:
        await ben.page.locator(".room__open-side").click()
        await expect(ben.page.locator(".speaker-queue__turn")).to_be_visible()
        assert await faults(ben) == []


async def faults(person) -> list[str]:
    """What axe-core finds, and whether a page that fills the window can be scrolled out of it.

    What axe-core breaks of the page's policy by looking is its own affair.
    """
    before = list(person.complaints)
    await person.page.evaluate(AXE_FILE_PATH.read_text() + "\n;undefined")
    found = await person.page.evaluate("() => axe.run(document, { preload: false })")
    await person.page.wait_for_timeout(200)
    person.complaints[:] = before
    leaves = await person.page.evaluate(LEAVES_ITS_WINDOW)
    return [f"{v['id']}: {v['nodes'][0]['html'][:300]}" for v in found["violations"]] + leaves


LEAVES_ITS_WINDOW = """() => {
  const { scrollHeight, clientHeight } = document.documentElement;
  const leaves = document.body.matches(".app--full") && scrollHeight > clientHeight + 1;
  return leaves ? [`the page is ${scrollHeight} high in a window of ${clientHeight}`] : [];
}"""


@pytest.mark.long
async def test_forty_payloads_are_shown_and_none_is_run(visit):
    cleo, dov, ben = await visit("cleo"), await visit("dov"), await visit("ben")
    alerts = []
    for person in (cleo, dov, ben):
        person.page.on("dialog", lambda dialog: alerts.append(dialog.message))

    for payload in PAYLOADS:
        await cleo.command("chat.post_message", text=payload)
    await cleo.command("chat.post_message", text="The end")

    await dov.sees("The end")
    await dov.page.locator(".message").first.hover()
    await dov.is_like_a_fresh_page()
    assert len(PAYLOADS) == 40
    assert alerts == []
    assert await dov.page.locator(HARMFUL).count() == 0


async def test_payloads_in_names_and_announcements_are_text(visit, house):
    name = "<img src=x onerror=alert(1)>"
    await _rename(house, "cleo", name)
    cleo, ben = await visit("cleo"), await visit("ben")
    alerts = []
    for person in (cleo, ben):
        person.page.on("dialog", lambda dialog: alerts.append(dialog.message))

    await cleo.say("Hello")
    await ben.sees("Hello")
    await ben.page.get_by_role("button", name="Make an announcement").click()
    await ben.page.get_by_label("Announcement to everyone").fill(PAYLOADS[1])
    await ben.page.get_by_role("button", name="Announce", exact=True).click()

    await expect(cleo.page.locator(".announcement__words")).to_have_text(PAYLOADS[1])
    await expect(ben.message("Hello").locator(".message__author")).to_have_text(name)
    await ben.is_like_a_fresh_page()
    assert alerts == []


HARMFUL = (
    ":is(.log, announcement-bar, .presence) form, "  # a thread beside the log has one of ours
    ":is(.log, .room__side, announcement-bar) :is(script, iframe, object, embed, style, link, img,"
    " [onerror], [onload], [onclick], [onmouseover], a[href^='javascript' i], a[href^='data' i])"
)


async def _rename(house, person: str, name: str) -> None:
    import contextlib
    import sqlite3

    path = house.stage.folder / f"{house.name}.sqlite3"
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        connection.execute(
            "UPDATE people_user SET display_name = ? WHERE id = ?",
            (name, house.facts["people"][person]),
        )
