"""Staff let a program read, and have another server told: in the page, over the wire."""

from __future__ import annotations

import asyncio

import httpx
from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}


async def test_a_token_made_in_the_page_lets_a_program_read_until_it_is_revoked(visit, house):
    ada = await visit("ada", viewport=PHONE)
    here = f"{ada.site}/d/{house.facts['slug']}/api/"
    await ada.page.goto(here)
    await ada.page.get_by_label("Name", exact=True).fill("Archive")
    await ada.page.get_by_label("Who takes part").check()
    await ada.page.get_by_role("button", name="Make the token").click()
    token = await ada.page.get_by_role("textbox", name="Your new token").input_value()
    assert await faults(ada) == []
    assert await ada.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    read = {"headers": {"Authorization": f"Bearer {token}"}}
    people = f"{ada.site}/api/v1/dialogues/{house.facts['slug']}/people"
    answer = await asyncio.to_thread(httpx.get, people, **read)
    assert {"Cleo Marin", "Dov Peretz"} <= {one["name"] for one in answer.json()["items"]}

    await ada.page.goto(here)
    await expect(ada.page.get_by_text("1 answer from here in 30 days")).to_be_visible()
    await expect(ada.page.get_by_label("Your new token")).to_have_count(0)
    await ada.page.get_by_role("button", name="Revoke").click()
    await expect(ada.page.get_by_text("The token opens nothing any more.")).to_be_visible()
    assert (await asyncio.to_thread(httpx.get, people, **read)).status_code == 401


async def test_a_webhook_added_in_the_page_shows_its_secret_and_how_it_goes(visit, house):
    ada = await visit("ada")
    ada.expects_trouble = True  # a form that is refused answers 422
    await ada.page.goto(f"{ada.site}/d/{house.facts['slug']}/api/webhooks/")
    assert await faults(ada) == []
    await ada.page.get_by_label("Name", exact=True).fill("Portal")
    await ada.page.get_by_label("Address", exact=True).fill("https://127.0.0.1/hook")
    await ada.page.get_by_text("polls", exact=True).click()
    await ada.page.get_by_label("polls.poll_opened").check()
    await ada.page.get_by_role("button", name="Add the webhook").click()
    await expect(ada.page.get_by_text("not in the open internet")).to_be_visible()
    assert await ada.page.get_by_label("polls.poll_opened").is_checked()

    await ada.page.get_by_label("Address", exact=True).fill("https://nowhere.invalid/hook")
    await ada.page.get_by_role("button", name="Add the webhook").click()
    secret = await ada.page.get_by_role("textbox", name="Its secret").input_value()
    assert secret.startswith("whsec_")
    assert await faults(ada) == []
    problem = ada.page.get_by_text("The name of this server is not known.")
    for _ in range(20):
        await ada.page.get_by_role("link", name="Webhooks").click()
        await ada.page.get_by_role("link", name="Portal").click()
        if await problem.count():
            break
    await expect(problem).to_be_visible()
    await expect(ada.page.get_by_label("Its secret", exact=True)).to_have_count(0)
    await ada.page.get_by_role("button", name="Remove").click()
    await expect(ada.page.get_by_text("Nothing is sent there any more.")).to_be_visible()
