"""What templates may not do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LIST_THAT_IS_NONE = re.compile(r"<[uo]l[^>]*\srole=\"(alert|status|region)\"")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_list_stays_a_list_for_those_who_hear_it(path):
    """Errors of a form stood in a list that was an alert, whose items belonged to nothing."""
    assert not LIST_THAT_IS_NONE.search(path.read_text("utf-8"))
