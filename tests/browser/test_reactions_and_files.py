"""Reactions and attached files, as people give and get them."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def house(own_house):
    """All files there are are counted."""
    return own_house


def a_picture(colour="teal"):
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), colour).save(out, "PNG")
    return out.getvalue()


def file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def chip(person, name, message="Hello all"):
    return person.message(message).get_by_role("button", name=name)


async def react(person, name, message="Hello all"):
    await person.message(message).hover()
    await person.message(message).get_by_role("button", name="React", exact=True).click()
    await person.page.get_by_role("menuitemcheckbox", name=name).click()


async def test_people_react_and_everybody_sees_how_many(visit):
    cleo, dov = await visit("cleo"), await visit("dov", viewport=PHONE, has_touch=True)
    await cleo.say("Hello all")
    await dov.sees("Hello all")

    await dov.choose("Hello all", "React")
    await dov.page.get_by_role("menuitemcheckbox", name="Applause").click()
    await expect(chip(dov, "Applause")).to_have_attribute("aria-pressed", "true")
    await expect(chip(cleo, "Applause")).to_have_text("👏Applause 1")
    await expect(chip(cleo, "Applause")).to_have_attribute("aria-pressed", "false")
    await expect(cleo.page.locator("live-voice")).to_contain_text("1 new reaction", timeout=8000)

    await chip(cleo, "Applause").click()
    await react(cleo, "Heart")
    for person in (cleo, dov):
        await expect(chip(person, "Applause")).to_have_text("👏Applause 2")
        await expect(chip(person, "Heart")).to_have_text("❤️Heart 1")
    await cleo.page.get_by_role("link", name="Who reacted").click()
    await expect(cleo.page.locator(".reaction-who")).to_contain_text("Dov Peretz")
    assert await faults(cleo) == []
    await cleo.page.keyboard.press("Escape")

    await cleo.reload()
    await expect(chip(cleo, "Applause")).to_have_attribute("aria-pressed", "true")
    await chip(cleo, "Applause").focus()
    await cleo.page.keyboard.press("Enter")
    for person in (cleo, dov):
        await expect(chip(person, "Applause")).to_have_text("👏Applause 1")
    await expect(chip(cleo, "Applause")).to_be_focused()
    assert await faults(dov) == []

    await by_keyboard(cleo)
    await expect(chip(dov, "Applause")).to_have_text("👏Applause 2")


async def by_keyboard(person):
    """Applause, which is the second reaction, for the last message."""
    await person.page.locator(".log").focus()
    for key in ("ArrowUp", "Enter"):
        await person.page.keyboard.press(key)
    await person.page.get_by_role("menuitem", name="React").press("Enter")
    for key in ("ArrowRight", "Enter"):
        await person.page.keyboard.press(key)
    await expect(chip(person, "Applause")).to_have_attribute("aria-pressed", "true")
    await expect(person.message("Hello all")).to_be_focused()


async def test_files_are_attached_described_and_sent(visit):
    cleo, dov = await visit("cleo"), await visit("dov", viewport=PHONE)
    await attach(cleo, file("roof.png", a_picture()), file("plan.pdf", PDF))
    await expect(cleo.page.locator('.tray__file[data-state="ready"]')).to_have_count(2)
    await cleo.page.get_by_role("textbox", name="What does it show?").fill("A green roof")
    assert await faults(cleo) == []
    await cleo.say("Look at this.")
    await cleo.sees("Look at this.")
    await expect(cleo.page.locator(".tray__file")).to_have_count(0)

    for person in (cleo, dov):
        picture = person.message("Look at this.").get_by_role("img", name="A green roof")
        await expect(picture).to_be_visible()
        await person.page.wait_for_function(
            "() => document.querySelector('.files__picture img').naturalWidth > 0"
        )
        assert 1.45 < await picture.evaluate("(img) => img.width / img.height") < 1.55
    async with dov.page.expect_download() as download:
        await dov.page.get_by_role("link", name="plan.pdf").click()
    assert (await download.value).suggested_filename == "plan.pdf"
    assert await faults(dov) == []

    seq = int(await cleo.message("Look at this.").get_attribute("data-seq"))
    await cleo.command("chat.post_reply", text="How green it is", thread=seq)
    await expect(dov.message("Look at this.")).to_contain_text("1 reply")
    await dov.is_like_a_fresh_page()
    await dov.reload()
    await expect(dov.page.get_by_role("img", name="A green roof")).to_be_visible()
    await cleo.page.evaluate(PASTE)
    await expect(cleo.page.locator('.tray__file[data-state="ready"]')).to_have_count(1)
    await cleo.composer.press("Enter")
    await expect(dov.page.locator(".files__picture")).to_have_count(2)


PASTE = """async () => {
  const canvas = new OffscreenCanvas(30, 20);
  canvas.getContext("2d").fillRect(0, 0, 30, 20);
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([await canvas.convertToBlob()], "image.png", { type: "image/png" }));
  document.getElementById("composer-input").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


async def test_what_cannot_be_attached_is_said_and_a_bad_line_is_tried_again(visit, house):
    cleo = await visit("cleo")
    note = cleo.page.locator(".tray__note")
    await attach(cleo, file("page.html", b"<script>"))
    await expect(note).to_contain_text("“page.html” cannot be attached.")
    await attach(cleo, file("huge.pdf", PDF + b" " * 10 * 1024 * 1024))
    await expect(note).to_contain_text("“huge.pdf” is too large: 10 MB is the most.")
    cleo.expects_trouble = True
    await attach(cleo, file("page.png", b"<script>"))
    await expect(note).to_contain_text("Only pictures (JPEG, PNG, WebP, GIF) and PDF files")

    lost = []

    async def lose_one(route):
        lost.append(route)
        await (route.abort() if len(lost) == 1 else route.continue_())

    await cleo.page.route("**/files/", lose_one)
    await attach(cleo, file("roof.png", a_picture()))
    await expect(cleo.page.locator(".tray__state")).to_have_text("The line is bad. Trying again…")
    await expect(cleo.page.locator('.tray__file[data-state="ready"]')).to_have_count(1)
    assert house.query("SELECT count(*) FROM attachments_file") == [(1,)]

    await cleo.page.get_by_role("button", name="Remove").click()
    await expect(cleo.composer).to_be_focused()
    await expect(note).to_contain_text("“roof.png” was removed.")

    await attach(cleo, file("page.html", b"<script>"), file("plan.pdf", PDF))
    await expect(note).to_contain_text("“plan.pdf” is ready to be sent.")
    await expect(note).to_contain_text("“page.html” cannot be attached.")


async def attach(person, *files):
    async with person.page.expect_file_chooser() as chooser:
        await person.page.get_by_role("button", name="Attach pictures or PDF files").click()
    await (await chooser.value).set_files([named(one) for one in files])


def named(one):
    """A browser tells the type by the ending."""
    types = {"png": "image/png", "pdf": "application/pdf", "html": "text/html"}
    return one | {"mimeType": types[one["name"].rsplit(".", 1)[1]]}
