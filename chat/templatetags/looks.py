"""What stands above and below the text of a message, as wings declared it."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from chat.looks import in_order
from chat.menu import CHOICES, Choice
from chat.models import Message

register = template.Library()


@register.simple_tag
def looks(where: str, line: Any, base: str = "") -> SafeString:
    """The looks of a line that belong there, each in its template; links in them begin with `base`."""
    shown = getattr(line, "data", None) or {}
    found = [look for look in in_order() if look.where == where and look.name in shown]
    return format_html_join(
        "",
        '<div class="look look--{0}" data-look="{0}">{1}</div>',
        ((look.name, _rendered(look.template, shown[look.name], line, base)) for look in found),
    )


@register.simple_tag
def said_looks(message: Message, base: str = "") -> SafeString:
    """What a message that is hidden carries besides its words, for those who may see that."""
    found = [look for look in in_order() if look.is_said and look.name in message.marks]
    return format_html_join(
        "",
        '<div class="look look--{0}">{1}</div>',
        ((k.name, _rendered(k.template, message.marks[k.name], None, base)) for k in found),
    )


@register.simple_tag
def look_templates() -> SafeString:
    """A blank of each look, for the browser to fill."""
    return format_html_join(
        "\n",
        '<template id="look-{0}"><div class="look look--{0}" data-look="{0}" data-where="{2}">{1}</div></template>',
        ((look.name, _rendered(look.template, None, None), look.where) for look in in_order()),
    )


@register.simple_tag
def quick_choices() -> list[Choice]:
    """What has a button on each message."""
    return [choice for choice in CHOICES if choice.is_quick]


def _rendered(name: str, look: Any, line: Any, base: str = "") -> SafeString:
    return render_to_string(name, {"look": look, "line": line, "base": base})
