"""What a board costs a phone: its own JavaScript, as it comes over the line."""

from __future__ import annotations

import gzip
from pathlib import Path

from django.conf import settings

from polylogue.kit import bundles

MOST_BYTES = 40 * 1024
BOARD_PAGES = ("board-canvas.js", "board-lanes.js", "board-outline.js")


def pieces(page: str) -> set[Path]:
    """The modules that a page's bundle is made of."""
    order: dict[Path, str] = {}
    bundles._gather(settings.STATICFILES_DIRS[0] / "js" / page, order, ())
    return set(order)


def as_bundled(file: Path) -> str:
    return bundles.FOR_READERS.sub("", bundles.COMMENT.sub("", file.read_text()))


def test_all_javascript_of_the_board_is_at_most_40_kb():
    """Counted: every module that the pages of a board load and a room page (the live session, shared texts) does
    not, as bundles hold them, compressed together."""
    own = set().union(*map(pieces, BOARD_PAGES)) - pieces("room.js")
    text = "\n".join(as_bundled(file) for file in sorted(own))
    weight = len(gzip.compress(text.encode(), 6))
    print(f"board: {weight} bytes in {len(own)} modules")
    assert 10_000 < weight <= MOST_BYTES
