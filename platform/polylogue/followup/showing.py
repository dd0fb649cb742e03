"""A good practice as somebody may see it: which edition, and what of its people.

Every surface that shows one goes through here: a list by `Practice.objects.visible_to(person)` and
`shown`, a single one by `shown_to`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from polylogue.followup.choices import Naming
from polylogue.followup.drafts import TEXTS, heading
from polylogue.followup.models import Edition, Practice


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown. Read `edition` by these properties where they exist: they withhold."""

    practice: Practice
    edition: Edition
    naming: Naming
    is_inside: bool

    @property
    def title(self) -> str:
        return self.edition.title or gettext("Good practice without a title")

    @property
    def city(self) -> str:
        return self.edition.city if self.naming != Naming.HIDDEN else ""

    @property
    def country(self) -> Any:
        """With `code` and `name`; empty where the city is withheld."""
        return self.edition.country if self.naming != Naming.HIDDEN else Edition().country

    @property
    def place(self) -> str:
        country = str(self.country.name or "")
        return ", ".join(part for part in (self.city, country) if part)

    @property
    def contact(self) -> str:
        return self.edition.contact if self.naming == Naming.NAMED else ""


def shown(practices: Iterable[Practice]) -> list[Shown]:
    """Practices that came from `visible_to`, each as that person may see it, in their order."""
    found = list(practices)
    numbers = {one.pk: _edition_for(one) for one in found}
    editions = {
        (edition.practice_id, edition.number): edition
        for edition in Edition.objects.filter(
            practice__in=numbers, number__in=set(numbers.values())
        )
    }
    return [_shown(one, editions[one.pk, numbers[one.pk]]) for one in found]


def shown_to(practice: int, person: Any, *, as_crew: bool = True) -> Shown | None:
    """One practice as a person may see it; None if they may not."""
    found = Practice.objects.visible_to(person, as_crew=as_crew).filter(pk=practice)
    return next(iter(shown(found.select_related("dialogue"))), None)


def _edition_for(practice: Any) -> int:
    number: int = practice.edition if practice.is_inside else practice.open_edition
    return number


def _shown(practice: Any, edition: Edition) -> Shown:
    naming = Naming.NAMED if practice.is_inside else Naming(practice.open_naming)
    return Shown(practice, edition, naming, bool(practice.is_inside))


def parts(edition: Edition) -> list[tuple[str, str]]:
    """What it says, part by part, with the heading of each that is not empty."""
    return [(heading(name), text) for name in TEXTS if (text := getattr(edition, name))]
