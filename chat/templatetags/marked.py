"""What people wrote, as a page shows it; the one place in Python that says it is safe."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from chat.markup import render

register = template.Library()


@register.filter
def marked(text: str) -> SafeString:
    """The text with the emphasis, lists and links that messages can have."""
    return mark_safe(render(text))  # noqa: S308 - made safe there
