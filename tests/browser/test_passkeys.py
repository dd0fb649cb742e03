"""Signing in with a passkey, on a device that Chromium plays."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest_asyncio
from playwright.async_api import expect

from tests.support.house import House

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest_asyncio.fixture(loop_scope="session")
async def house(stage, tmp_path):
    """A server that writes its mail into files; passkeys want a name for the site, not a number."""
    house = House(stage, POLYLOGUE_MAIL_URL=f"filemail:///{tmp_path}")
    house.site = f"http://localhost:{house.servers[0].port}"
    house.env["POLYLOGUE_ORIGINS"] = f"{house.site},{house.servers[0].site}"
    await house.open()
    yield house
    await house.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser):
    context = await browser.new_context(locale="en-GB")
    page = await context.new_page()
    page.set_default_timeout(10_000)
    device = await context.new_cdp_session(page)
    await device.send("WebAuthn.enable")
    await device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    await context.close()


async def test_a_person_adds_a_passkey_and_signs_in_with_it_alone(house, page, tmp_path):
    await sign_in_by_code(page, house.site, tmp_path)
    await page.goto(f"{house.site}/accounts/security/passkeys/add/")
    await page.get_by_label("Name of this passkey").fill("My phone")
    await page.get_by_role("button", name="Add this device").click()
    await page.wait_for_url(lambda url: not url.endswith("/add/"))
    await page.goto(f"{house.site}/accounts/security/passkeys/")
    await expect(page.get_by_role("main")).to_contain_text("My phone")

    await page.context.clear_cookies()
    await page.goto(f"{house.site}/accounts/login/")
    await page.get_by_role("button", name="Use a passkey").click()

    await page.wait_for_url(f"{house.site}/dialogues/")
    await page.goto(f"{house.site}/profile/")
    await expect(page.get_by_label("Name", exact=True)).to_have_value("Cleo Marin")


async def sign_in_by_code(page, site: str, mails: Path) -> None:
    await page.goto(f"{site}/accounts/login/")
    await page.locator("[name=login]").fill("cleo@example.org")
    await page.get_by_role("button", name="Send me a code").click()
    await page.get_by_label("Code").fill(await mailed_code(page, mails))
    await page.get_by_role("button", name="Go on").click()
    await page.wait_for_url(f"{site}/dialogues/")


async def mailed_code(page, mails: Path) -> str:
    """What the worker has written into a file by now."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        for mail in mails.glob("*.log"):
            if found := re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.read_text()):
                return found[0]
        await page.wait_for_timeout(100)
    raise AssertionError("no mail came")
