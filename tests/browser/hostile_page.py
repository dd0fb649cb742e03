"""A browser that notices whatever a payload does: runs, asks for something, or becomes an element."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, Request, Route

from chat.markup import TAGS
from tests.support.house import ROOT, House
from tests.support.payloads import CORPUS, Payload

MARK = re.compile(r"zz\d{3}z")
INSPECT = Path(__file__).with_name("inspecting.js").read_text()
# Attributes that hold what people wrote, and are read as nothing but text, or as an address.
WORDS = [
    "data-text",
    "data-name",
    "data-card",
    "value",
    "title",
    "alt",
    "aria-label",
    "label",
    "href",
    "content",
]
# What a payload asks of this very site would be called like this.
OWN_TRAPS = re.compile(r"/x(:x)?$")
# Pages that have what people look for in their address.
SEARCHES = ("/search", "/library/", "/challenges/")
REFUSED = """addEventListener("securitypolicyviolation", (event) =>
  __refused(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""


def _words_of_templates() -> dict[str, list[str]]:
    """The elements and attributes that our templates and scripts are made of."""
    source = "\n".join(file.read_text() for file in (ROOT / "templates").rglob("*.html"))
    scripts = "\n".join(file.read_text() for file in (ROOT / "static/js").rglob("*.js"))
    opened = re.findall(r"<([a-z][a-z0-9-]*)([^<>]*)", source)
    tags = {tag for tag, _ in opened} | set(re.findall(r'createElement\("([a-z-]+)"\)', scripts))
    attributes = {word for _, rest in opened for word in re.findall(r"[a-zA-Z][a-zA-Z-]*", rest)}
    return {"tags": sorted(tags | DJANGOS), "attributes": sorted((attributes | OF_FORMS) - NEVER)}


# What Django draws of forms, and what browsers and scripts set.
DJANGOS = {"html", "head", "body", "select", "option", "optgroup", "textarea", "svg", "path"}
OF_FORMS = {"checked", "selected", "disabled", "required", "hidden", "multiple", "open", "tabindex"}
OF_FORMS |= {"rows", "cols", "step", "min", "max", "maxlength", "minlength", "size", "autocomplete"}
OF_FORMS |= {
    "autocapitalize",
    "spellcheck",
    "accept",
    "defer",
    "stroke",
    "d",
    "xmlns",
    "viewBox",
    "dir",
}
NEVER = {"srcdoc", "srcset", "formaction", "ping", "background", "style", "nonce", "http-equiv"}
WORDS_OF_TEMPLATES = _words_of_templates()


class Watched:
    """One person's browser; `heard` is what must stay empty."""

    def __init__(self, page: Page, house: House) -> None:
        self.page, self.house, self.site = page, house, house.servers[0].site
        self.heard: list[str] = []

    async def watch(self) -> None:
        context = self.page.context
        await context.expose_binding("__xss", lambda _, *said: self.heard.append(f"ran {said}"))
        await context.expose_binding("__refused", lambda _, what: self._refused(what))
        await context.add_init_script(REFUSED)
        await context.route("**/*", self._asked)
        self.page.on("dialog", self._dialog)
        context.on("page", lambda page: self.heard.append(f"opened {page.url}"))

    async def _dialog(self, dialog: Any) -> None:
        self.heard.append(f"dialog {dialog.message}")
        await dialog.dismiss()

    def _refused(self, what: str) -> None:
        self.heard.append(f"the policy refused {what}")

    async def _asked(self, route: Route) -> None:
        request = route.request
        if self._is_ours(request):
            await route.continue_()
        else:
            self.heard.append(f"asked for {request.url} ({request.resource_type})")
            await route.abort()

    def _is_ours(self, request: Request) -> bool:
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != self.site:
            return False
        is_asked = request.is_navigation_request() or request.resource_type in {"xhr", "fetch"}
        is_search = is_asked and parts.path.endswith(SEARCHES)
        return is_search or not (MARK.search(request.url) or OWN_TRAPS.search(parts.path))

    async def look(self, path: str) -> dict[str, Any]:
        """Opens a page and inspects it."""
        await self.page.goto(f"{self.site}{path}")
        return await self.inspect()

    async def inspect(self) -> dict[str, Any]:
        """What the page shows; raises AssertionError if anything of it came from a payload."""
        rules = WORDS_OF_TEMPLATES | {"markdown": sorted(TAGS), "words": WORDS}
        found = await self.page.evaluate(INSPECT, rules)
        assert found["faults"] == [], f"{self.page.url}: {found['faults'][:8]}"
        assert self.heard == [], f"{self.page.url}: {self.heard[:8]}"
        return found


async def watched(browser: Browser, house: House, name: str = "") -> Watched:
    context = await browser.new_context(locale="en-GB")
    site = house.servers[0].site
    if name:
        session = house.facts["sessions"][name]
        await context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page = Watched(await context.new_page(), house)
    await page.watch()
    return page


def literally(found: dict[str, Any], payloads: list[Payload] = CORPUS) -> list[str]:
    """Those of the payloads that do not stand on the page to the letter, blanks aside."""
    text = _blanks(found["text"])
    return [payload.text for payload in payloads if _blanks(payload.text) not in text]


def _blanks(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
