"""Pictures on a board: chosen, pasted, dropped, described, moved and looked at, on the canvas and without a script."""

from __future__ import annotations

import base64

from playwright.async_api import expect

from tests.browser.test_board import goes_offline, looked_at
from tests.browser.test_boards import DESK, PHONE, opened
from tests.browser.test_canvas import canvas_of
from tests.browser.test_manners import faults
from tests.browser.test_reactions_and_files import a_picture

GIVE = """([kind, selector, content]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "roof.png", { type: "image/png" }));
  const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
  const about = { bubbles: true, cancelable: true };
  const event = kind === "paste" ? new ClipboardEvent("paste", { ...about, clipboardData: files })
    : new DragEvent("drop", { ...about, dataTransfer: files, clientX: x + width / 4, clientY: y + height / 4 });
  document.querySelector(selector).dispatchEvent(event);
}"""


def picture(person, alt):
    return person.page.get_by_role("option", name=f"Picture, {alt}")


async def give(person, kind, selector, colour):
    content = base64.b64encode(a_picture(colour)).decode()
    await person.page.evaluate(GIVE, [kind, selector, content])


async def choose(person, content):
    async with person.page.expect_file_chooser() as chooser:
        await person.page.get_by_role("button", name="Picture", exact=True).press("Enter")
    await (await chooser.value).set_files(
        [{"name": "roof.png", "mimeType": "image/png", "buffer": content}]
    )


async def describe(person, words):
    field = person.page.locator("#piece-dialog").get_by_label("What does it show?")
    await expect(field).to_be_focused()
    await field.fill(words)
    await person.page.keyboard.press("Escape")


async def test_pictures_are_chosen_pasted_and_dropped_and_everybody_sees_what_they_show(visit):
    ben, cleo = (
        await visit("ben", viewport=DESK),
        await visit("cleo", viewport=PHONE, has_touch=True),
    )
    url = await opened(ben, "Pictures")
    await canvas_of(ben, cleo, url=url)
    await choose(ben, a_picture())
    await describe(ben, "A green roof")
    await expect(picture(cleo, "A green roof").locator("img")).to_be_visible()
    assert (
        await picture(cleo, "A green roof").locator("img").evaluate("one => one.naturalWidth")
        == 640
    )
    await give(ben, "drop", ".canvas__stage", "crimson")
    await describe(ben, "A red door")
    await give(ben, "paste", ".canvas__world", "gold")
    await describe(ben, "A yellow tram")
    await expect(cleo.page.locator(".piece[data-kind=image]")).to_have_count(3)
    await picture(ben, "A green roof").focus()
    x, y = await place_of(picture(ben, "A green roof"))
    for key in ("Space", "ArrowRight", "ArrowRight"):
        await ben.page.keyboard.press(key)
    await ben.page.keyboard.press("Escape")
    assert await place_of(picture(ben, "A green roof")) == (x + 20, y)
    assert await faults(ben) == await faults(cleo) == []
    await looked_at(ben, "pictures-canvas")
    await looked_at(cleo, "pictures-phone")
    for _ in range(5):
        await ben.page.get_by_role("button", name="Smaller", exact=True).click()
    await expect(ben.page.locator(".canvas__flat")).to_be_visible()
    await looked_at(ben, "pictures-far")
    for view in ("", "lanes/"):
        await ben.page.goto(f"{url}{view}")
        await expect(ben.page.get_by_text("A red door").first).to_be_visible()
        assert await faults(ben) == []
        await looked_at(ben, f"pictures-{view.strip('/') or 'outline'}")


async def place_of(shown):
    box = await shown.bounding_box()
    return round(box["x"]), round(box["y"])


async def test_what_is_no_picture_and_what_has_no_line_is_refused_in_words(visit, house):
    ben = await visit("ben", viewport=DESK, site=house.wire.site)
    await canvas_of(ben, url=await opened(ben, "No pictures"))
    ben.expects_trouble = True  # the browser says aloud what is refused
    await choose(ben, b"%PDF-1.7 and so on")
    await expect(ben.page.locator(".toast")).to_contain_text("Only pictures")
    await goes_offline(ben, house)
    await choose(ben, a_picture())
    await expect(ben.page.locator(".toast").last).to_contain_text("add it when you are online")
    await expect(ben.page.locator(".piece[data-kind=image]")).to_have_count(0)
    await looked_at(ben, "pictures-offline")


async def test_without_a_script_a_picture_is_added_by_a_form(visit):
    ben = await visit("ben", viewport=DESK)
    url = await opened(ben, "Plain pictures")
    cleo = await visit("cleo", live=False, viewport=PHONE, java_script_enabled=False)
    await cleo.page.goto(url)
    await cleo.page.locator("#add-lane-1 > summary").click()
    form = cleo.page.locator("#add-lane-1 form", has_text="Add the picture")
    await form.get_by_label("Picture", exact=True).set_input_files(
        {"name": "roof.png", "mimeType": "image/png", "buffer": a_picture()}
    )
    await form.get_by_label("What does it show?").fill("A green roof")
    await form.get_by_role("button", name="Add the picture").click()
    await expect(cleo.page.locator(".board-item--image img")).to_be_visible()
    await cleo.page.get_by_role("link", name="A green roof").first.click()
    await expect(cleo.page.get_by_role("img", name="A green roof")).to_be_visible()
    await cleo.page.get_by_label("What the picture shows").fill("A green roof with bees")
    await cleo.page.get_by_role("button", name="Save").click()
    await ben.page.goto(url)
    await expect(ben.page.get_by_role("link", name="A green roof with bees")).to_be_visible()
