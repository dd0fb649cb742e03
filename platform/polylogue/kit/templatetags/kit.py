"""Template tags that every page may use."""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString

from polylogue.kit import bundles

KILOBYTE, MEGABYTE = 1024, 1024 * 1024

register = template.Library()


@register.simple_tag(takes_context=True)
def key(context: dict[str, Any]) -> SafeString:
    """The hidden field that makes sending a form twice harmless; the view may ask for the same again."""
    value = context.get("key") or str(uuid.uuid4())
    return format_html('<input type="hidden" name="key" value="{}">', value)


register.simple_tag(bundles.address, name="bundle")


@register.filter
def initials(name: str) -> str:
    """Up to two letters to stand for a name."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper() or "?"


@register.filter
def hue(person: int | str) -> int:
    """The colour of a person's avatar, one of eight."""
    return int(person or 0) % 8


@register.filter
def file_size(count: int | str | None) -> str:
    """The size of a file as the browser says it of one that has just come."""
    unit, name = (MEGABYTE, "MB") if int(count or 0) >= MEGABYTE else (KILOBYTE, "kB")
    size = max(0.1, round(int(count or 0) / unit, 1))
    shown = int(size) if size.is_integer() else size
    return f"{formats.number_format(shown, force_grouping=True)} {name}"
