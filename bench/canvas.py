"""How smoothly a board of 2,000 things moves in headless Chromium, beside the same with all of it in the page.

Prints the median of the pictures in each second, over ten seconds of panning and of dragging ten pieces.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from playwright.async_api import Page, Route, async_playwright

from tests.support.chromium import chromium

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"
SECONDS = 10
NEAR, FAR = 0.6, 0.12
SIZE = {"width": 1440, "height": 900}
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    print(json.dumps(asyncio.run(measure(seconds)), indent=2))


async def measure(seconds: int) -> dict[str, Any]:
    markup = page()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        ours = await _tried(
            await browser.new_page(viewport=SIZE), markup, seconds, all_in_dom=False
        )
        other = await _tried(
            await browser.new_page(viewport=SIZE), markup, seconds, all_in_dom=True
        )
        await browser.close()
    return ours | {f"all_in_dom_{name}": value for name, value in other.items()}


async def _tried(
    page: Page, markup: str, seconds: int, *, all_in_dom: bool
) -> dict[str, float | int]:
    async def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://canvas.test/")
        if path == "":
            await route.fulfill(body=markup, content_type="text/html")
        elif path == "bench.js":
            await route.fulfill(path=HERE / "canvas.js", content_type=TYPES[".js"])
        else:
            file = STATIC / path.removeprefix("static/")
            await route.fulfill(path=file, content_type=TYPES.get(file.suffix))

    await page.route("http://canvas.test/**", answer)
    await page.goto("http://canvas.test/")
    await page.wait_for_function("() => Boolean(globalThis.begin)")  # a function would be called
    boot = await page.evaluate("all => begin(all)", all_in_dom)
    panned = await page.evaluate("([s, zoom]) => pan(s, zoom)", [seconds, NEAR])
    dragged = await page.evaluate("s => drag(s)", seconds)
    if not dragged["moved"]:
        raise SystemExit("nothing was dragged")
    found = {"boot_ms": boot, "pan_fps": median(panned), "drag_fps": median(dragged["counted"])}
    if not all_in_dom:
        found["far_pan_fps"] = median(
            await page.evaluate("([s, zoom]) => pan(s, zoom)", [seconds, FAR])
        )
    return found


def median(counted: list[int | None]) -> float:
    return statistics.median(pictures or 0 for pictures in counted)


def page() -> str:
    """The canvas as the site renders it, with its styles and nothing else."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polylogue.config.settings")
    import django

    django.setup()
    from django.template.loader import render_to_string

    board = SimpleNamespace(get_absolute_url="/", stream_id=1)
    by = SimpleNamespace(dialogue=SimpleNamespace(slug="bench"), person_id=1, is_crew=False)
    shown = render_to_string("whiteboard/_canvas.html", {"board": board, "by": by, "colours": ()})
    templates = render_to_string("whiteboard/_canvas_templates.html")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Canvas</title>'
        '<link rel="stylesheet" href="/static/css/polylogue.css">'
        f'<body>{shown}{templates}<script type="module" src="/bench.js"></script></body></html>'
    )


if __name__ == "__main__":
    main()
