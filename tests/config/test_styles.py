"""What the style sheets may not do; tokens.css alone knows colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinycss2

STYLES = sorted((Path(__file__).resolve().parents[2] / "static/css").glob("*.css"))
COLOUR_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"}
HEX = re.compile(r"^[0-9a-f]+$", re.IGNORECASE)
PHYSICAL = re.compile(r"^(margin|padding|border)-(left|right)\b|^(left|right)$")


def nodes(content):
    """Every token of a style sheet, however deep."""
    for node in content or ():
        yield node
        for inside in ("prelude", "content", "arguments"):
            yield from nodes(getattr(node, inside, None))


def declarations(rules):
    """Every declaration, in nested rules and layers too."""
    for node in rules:
        if node.type == "declaration":
            yield node
        elif content := getattr(node, "content", None):
            yield from declarations(tinycss2.parse_blocks_contents(content, skip_whitespace=True))


@pytest.fixture(params=STYLES, ids=lambda path: path.name)
def style(request) -> Path:
    return request.param


def parsed(style: Path):
    return tinycss2.parse_stylesheet(style.read_text("utf-8"), skip_comments=True)


def test_a_style_sheet_can_be_parsed(style):
    errors = [f"{n.source_line}: {n.message}" for n in nodes(parsed(style)) if n.type == "error"]
    assert errors == []


def test_colours_are_named_in_the_tokens_only(style):
    if style.name == "tokens.css":
        pytest.skip("this is where they are named")
    raw = [
        f"{n.source_line}: {n.serialize()}"
        for n in nodes(parsed(style))
        if (n.type == "function" and n.lower_name in COLOUR_FUNCTIONS)
        or (n.type == "hash" and HEX.match(n.value) and len(n.value) in {3, 4, 6, 8})
    ]
    assert raw == []


def test_nothing_is_important_and_sides_are_logical(style):
    wrong = [
        f"{declaration.source_line}: {declaration.lower_name}"
        for declaration in declarations(parsed(style))
        if declaration.important or PHYSICAL.match(declaration.lower_name)
    ]
    assert wrong == []
