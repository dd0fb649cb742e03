"""The parts of a poll that a page repeats: its answers, and how often each was given."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def answers(look: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Each answer with its place, whether it is the reader's, and what the ends of a scale mean."""
    if look is None:
        return [{"place": 0, "label": "", "is_own": False, "means": ""}]
    mine = look.get("choices", [])
    ends = look["ends_mean"] or ("", "")
    last = len(look["labels"]) - 1
    return [
        {
            "place": place,
            "label": label,
            "is_own": place in mine,
            "means": ends[0] if place == 0 else ends[1] if place == last else "",
        }
        for place, label in enumerate(look["labels"])
    ]


@register.filter
def results(look: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Each answer with how many gave it, or zeros, to be filled in when that may be seen."""
    offered = answers(look)
    counted = (look or {}).get("results") or [(0, 0)] * len(offered)
    return [
        {**answer, "n": n, "percent": percent}
        for answer, (n, percent) in zip(offered, counted, strict=True)
    ]
