"""The outbox where it really lives: IndexedDB and the locks of tabs, in Chromium."""

from __future__ import annotations

import threading
from collections.abc import Generator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.support.chromium import chromium

STATIC = Path(__file__).parents[2] / "static"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
OPEN = """async ([owner, before]) => {
  const { Outbox } = await import("/js/live/outbox.js");
  const { openStore } = await import("/js/live/store.js");
  const { Tabs } = await import("/js/live/tabs.js");
  const { systemClock } = await import("/js/live/clock.js");
  window.told = [];
  window.outbox = new Outbox({
    clock: systemClock, storage: openStore(owner, before), tabs: new Tabs(owner, navigator.locks),
    told: ({ args, state }) => told.push([args.text, state]),
  });
  await outbox.restore();
}"""
NEXT = "outbox.next?.args.text ?? null"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Generator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(STATIC)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/icons/logo.svg"
    server.shutdown()


@pytest.fixture
def browser() -> Generator[BrowserContext]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield launched.new_context()
        launched.close()


def open_tab(browser: BrowserContext, site: str, owner: str = "7:cities", *before: str) -> Page:
    page = browser.new_page()
    page.goto(site.rsplit("/", 2)[0] + "/js/")
    page.evaluate(OPEN, [owner, before])
    return page


def write(page: Page, *texts: str) -> None:
    for text in texts:
        page.evaluate("text => { outbox.add('chat.post_message', { text }) }", text)
    page.wait_for_timeout(200)


def test_a_reload_keeps_what_was_not_answered(browser: BrowserContext, site: str):
    page = open_tab(browser, site)
    write(page, "first", "second")
    page.evaluate("outbox.sending(outbox.next)")
    page.reload()
    page.evaluate(OPEN, ["7:cities", []])
    page.wait_for_function(f"({NEXT}) === 'first'")
    assert page.evaluate("told") == [["first", "waiting"], ["second", "waiting"]]


def test_what_was_answered_is_gone_after_a_reload(browser: BrowserContext, site: str):
    page = open_tab(browser, site)
    write(page, "first")
    page.evaluate("outbox.answered({ t: 'ok', key: outbox.next.key, seq: 1 })")
    page.wait_for_timeout(200)
    page.reload()
    page.evaluate(OPEN, ["7:cities", []])
    assert page.evaluate("told") == []


def test_another_person_at_this_device_never_sends_it(browser: BrowserContext, site: str):
    write(open_tab(browser, site, "7:cities"), "mine")
    assert open_tab(browser, site, "8:cities").evaluate(NEXT) is None


def test_a_guest_with_an_account_now_decides_what_becomes_of_what_was_not_sent(
    browser: BrowserContext, site: str
):
    as_guest = open_tab(browser, site, "7:cities")
    write(as_guest, "as a guest")
    as_guest.close()
    account = open_tab(browser, site, "9:cities", "7:cities")
    account.wait_for_function("told.length")
    assert (account.evaluate("told"), account.evaluate(NEXT)) == ([["as a guest", "failed"]], None)
    assert open_tab(browser, site, "7:cities").evaluate("told") == []


def test_a_second_tab_leaves_it_to_the_first_until_that_is_closed(
    browser: BrowserContext, site: str
):
    first = open_tab(browser, site)
    write(first, "once")
    second = open_tab(browser, site)
    second.wait_for_timeout(300)
    assert second.evaluate(NEXT) is None
    first.close()
    second.wait_for_function(f"({NEXT}) === 'once'")


def test_without_a_database_the_outbox_works_until_the_page_is_left(
    browser: BrowserContext, site: str
):
    browser.add_init_script(
        "delete window.indexedDB; Object.defineProperty(window, 'indexedDB', {})"
    )
    page = open_tab(browser, site)
    write(page, "here")
    assert page.evaluate(NEXT) == "here"
