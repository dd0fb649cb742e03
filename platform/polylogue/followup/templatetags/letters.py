"""Letters in templates: how many wait for a person, and what the page of a good practice offers."""

from __future__ import annotations

from typing import Any

from django import template

from polylogue.followup.letters import offering, reading
from polylogue.followup.letters.offering import Offer

register = template.Library()


@register.simple_tag
def letters_waiting(person: Any) -> int:
    """Counted once for a page: the menu shows it beside whatever else does."""
    if not person.pk:
        return 0
    if not hasattr(person, "letters_waiting"):
        person.letters_waiting = reading.waiting(person.pk)
    return int(person.letters_waiting)


@register.simple_tag
def letter_offer(shown: Any, person: Any, by: Any) -> Offer:
    return offering.offer(shown, person, by or None)
