"""What may leave a room, told to everyone in it; and finding again what was said, as one types."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}


async def test_staff_change_what_may_leave_the_room_and_everyone_in_it_is_told(visit):
    cleo = await visit("cleo")
    ada = await visit("ada", viewport=PHONE, has_touch=True)
    await cleo.say("Between us")
    await cleo.sees("Between us")
    await expect(cleo.page.locator(".room__rule")).to_contain_text("What is said here stays here.")

    room = re.search(r"/rooms/(\d+)/", ada.url)[1]
    await ada.page.goto(f"{ada.site}/d/{ada.house.facts['slug']}/arrange/{room}")
    assert await faults(ada) == []
    await ada.page.get_by_label("with the city and without the name").check()
    await ada.page.get_by_role("button", name="Save").click()
    await expect(ada.page).to_have_url(re.compile("/arrange/$"))

    line = cleo.page.locator(".log .system-line")
    told = "with the city and without the name"
    await expect(line).to_contain_text(re.compile(rf"From here on:\s+What is said here.*{told}"))
    await expect(cleo.page.locator(".room__rule")).to_contain_text(told)
    await expect(cleo.page.locator("live-voice")).to_contain_text(told)
    await cleo.say("For other cities too")
    await cleo.sees("Between us", "For other cities too")
    await expect(cleo.page.locator(".log [data-seq]").nth(1)).to_have_class("system-line")
    assert await faults(cleo) == []
    await cleo.is_like_a_fresh_page()

    await ada.open()
    await expect(ada.page.locator(".log .system-line")).to_contain_text(told)
    assert await faults(ada) == []


async def test_what_was_said_is_found_while_one_types_and_filters_narrow_it_down(visit):
    cleo, dov = await visit("cleo"), await visit("dov")
    await cleo.say("We painted the street before the school")
    await dov.say("Painting costs less than asphalt")
    await cleo.command(
        "chat.post_message", stream=cleo.house.facts["side"], text="Paint dries fast"
    )
    await cleo.sees("Painting costs less than asphalt")

    await cleo.page.get_by_role("link", name="Search this dialogue").click()
    found = cleo.page.locator(".found__item")
    await cleo.page.get_by_role("searchbox").press_sequentially("paint")
    await expect(found).to_have_count(3)
    await expect(cleo.page.get_by_role("status").first).to_contain_text("3 found")
    await expect(found.first.locator("mark")).to_have_text("Paint")
    await expect(cleo.page).to_have_url(re.compile(r"[?&]q=paint"))
    assert await faults(cleo) == []

    await cleo.page.get_by_label(re.compile("^By")).select_option("Dov Peretz")
    await expect(found).to_have_count(1)
    await expect(found).to_contain_text("asphalt")
    await cleo.page.get_by_label(re.compile("^By")).select_option("Any")
    await cleo.page.get_by_label("Room").select_option("Side room")
    await expect(found).to_have_count(1)
    await expect(found).to_contain_text("Paint dries fast")
    await cleo.page.get_by_label("Kind").select_option("Announcements")
    await expect(cleo.page.locator(".found")).to_contain_text("Nothing found")
    await cleo.page.get_by_label("Kind").select_option("Messages")
    await cleo.page.get_by_label("Day").fill("2020-01-01")
    await expect(cleo.page.locator(".found")).to_contain_text("Nothing found")
    await cleo.page.get_by_label("Day").fill("")
    await expect(found).to_have_count(1)
    await cleo.page.set_viewport_size(PHONE)
    assert await faults(cleo) == []

    await cleo.page.reload()
    await expect(found).to_have_count(1)
    await cleo.page.get_by_label("Room").select_option("Any")
    await expect(found).to_have_count(3)
    await cleo.page.get_by_role("searchbox").press("ArrowDown")
    await expect(found.first.get_by_role("link")).to_be_focused()
    await cleo.page.keyboard.press("ArrowDown")
    await cleo.page.keyboard.press("Enter")
    await expect(cleo.page.locator(".message:focus")).to_contain_text("Painting costs less")
