"""Moments as entries carry them, for pages."""

from __future__ import annotations

from datetime import datetime

from django import template

register = template.Library()


@register.filter
def moment(written: str | None) -> datetime | None:
    """The moment that an entry's data names, or nothing."""
    return datetime.fromisoformat(written) if written else None
