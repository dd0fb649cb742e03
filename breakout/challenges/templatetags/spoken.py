"""Languages in templates, by name."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from polylogue.people.languages import written

register = template.Library()


@register.filter
def spoken(languages: Iterable[str]) -> str:
    return written(languages)
