"""Letters in templates: how many wait for a person, and what the page of a good practice offers."""

from __future__ import annotations

from typing import Any

from django import template

from polylogue.followup.letters import offering, reading
from polylogue.followup.letters.offering import Offer

register = template.Library()


@register.simple_tag
def letters_waiting(person: Any) -> int:
    return reading.waiting(person.pk) if person.pk else 0


@register.simple_tag
def letter_offer(shown: Any, person: Any, by: Any) -> Offer:
    return offering.offer(shown, person, by or None)
