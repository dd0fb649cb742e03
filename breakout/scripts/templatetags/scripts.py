from __future__ import annotations

import json
import math
from typing import Any

from django import template

from breakout.models import Round
from breakout.scripts import choice
from breakout.scripts.sheet import Focus

register = template.Library()


@register.simple_tag
def row_does(control: str, part: str, place: int, focus: Focus) -> dict[str, Any]:
    """The row that a button of the form is about, and whether the focus is on it."""
    return {"row": f"{part}-{place}", "focused": focus == (control, part, place)}


@register.simple_tag
def script_of(round: Round) -> str:
    """The name of the script that the round runs, in the reader's language; nothing for free talk."""
    chosen = choice.of(round)
    return chosen.shown.name if chosen and not chosen.script.is_free else ""


@register.filter
def as_json(look: Any) -> str:
    """For an attribute, from which the page's script reads it; escaped like any text."""
    return json.dumps(look) if look else ""


@register.filter
def minutes_up(seconds: float | None) -> int:
    """Minutes that have begun."""
    return math.ceil((seconds or 0) / 60)


@register.filter
def holders(role: dict[str, Any], names: dict[str, str]) -> str:
    """Who has a role, by name."""
    return ", ".join(names.get(str(person), "") for person in role["people"])


@register.filter
def named(names: dict[str, str], person: int) -> str:
    return names.get(str(person), "")
