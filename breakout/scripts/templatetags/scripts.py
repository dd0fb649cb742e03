from __future__ import annotations

from typing import Any

from django import template

from breakout.scripts.sheet import Focus

register = template.Library()


@register.simple_tag
def row_does(control: str, part: str, place: int, focus: Focus) -> dict[str, Any]:
    """The row that a button of the form is about, and whether the focus is on it."""
    return {"row": f"{part}-{place}", "focused": focus == (control, part, place)}
