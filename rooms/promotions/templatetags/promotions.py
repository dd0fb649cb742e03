"""Beside a source: the way to take it up, and where it went."""

from __future__ import annotations

from typing import Any

from django import template

from polylogue.dialogues.models import Participation
from rooms.promotions import tracing

register = template.Library()


@register.inclusion_tag("promotions/_taken_up.html")
def taken_up(kind: str, place: object, by: Participation | None, name: str = "") -> dict[str, Any]:
    """`name`: what it is called, for who hears the link alone."""
    if by is None:
        return {"went": [], "address": ""}
    where = str(place)
    address = tracing.addresses(kind, [where], by).get(where, "")
    return {"went": tracing.went_to(kind, [where], by)[where], "address": address, "name": name}
