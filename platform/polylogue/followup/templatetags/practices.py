"""Good practices in templates: their text on one line, and how much a person is asked."""

from __future__ import annotations

from typing import Any

from django import template

from polylogue.followup import reading
from polylogue.followup.choices import Naming, Visibility
from polylogue.followup.prefill import MARKUP

register = template.Library()


@register.filter
def plain(text: str) -> str:
    """What somebody wrote on one line, without the signs of its emphasis."""
    return " ".join(MARKUP.sub("", text).split())


@register.simple_tag
def asked_count(person: Any) -> int:
    return reading.asked_count(person.pk) if person.pk else 0


@register.filter
def visibility_label(value: str) -> str:
    return str(Visibility(value).label)


@register.filter
def naming_label(value: str) -> str:
    return str(Naming(value).label)
