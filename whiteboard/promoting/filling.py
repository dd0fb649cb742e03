"""Words from elsewhere, put into the fields that the cards of a board have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from polylogue.texts import units
from whiteboard.state import CardField

TITLE = "title"
MORE = "…"


def filled(fields: Iterable[CardField], words: Mapping[str, str]) -> dict[str, str]:
    """By field, what it begins with: what fits no field stands in the longest."""
    fields = list(fields)
    found = {one.name: words.get(one.name, "") for one in fields}
    rest = [text for name, text in words.items() if name not in found and text]
    if rest and (body := _longest(fields)):
        found[body] = "\n\n".join(filter(None, (found[body], *rest)))
    return {one.name: cut(found[one.name], one.most) for one in fields}


def _longest(fields: list[CardField]) -> str:
    others = [one for one in fields if one.name != TITLE] or fields
    return max(others, key=lambda one: one.most).name if others else ""


def cut(text: str, most: int) -> str:
    """As much of a text as a field takes."""
    if units.count(text) <= most:
        return text
    kept = text[: most - 1]
    while units.count(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + MORE
