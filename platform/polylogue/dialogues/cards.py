"""How a person is shown to others in a dialogue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from polylogue.dialogues.models import Participation
from polylogue.people.models import User


def cards(dialogue: int, people: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By person: name, place, organisation, sector, and roles here (none for who was never in)."""
    people = set(people)
    roles = dict(
        Participation.objects.filter(dialogue_id=dialogue, person__in=people).values_list(
            "person_id", "roles"
        )
    )
    found = User.objects.filter(pk__in=people).select_related("merged_into")
    return {person.pk: _card(person, roles.get(person.pk, [])) for person in found}


def _card(person: User, roles: list[str]) -> dict[str, Any]:
    shown = person.merged_into or person
    return {
        "name": shown.display_name,
        "place": shown.place,
        "city": shown.city,
        "organisation": shown.organisation,
        "sector": shown.sector,
        "pronouns": shown.pronouns,
        "guest": shown.is_guest and not shown.is_system,
        "roles": roles,
    }
