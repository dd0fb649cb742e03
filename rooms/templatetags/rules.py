"""The confidentiality of a room in a template."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise

from rooms import confidentiality

register = template.Library()


@register.filter
def says(rule: str) -> str | Promise:
    """What may leave the room, in plain words."""
    return confidentiality.says(rule)
