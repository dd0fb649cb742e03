"""A good practice as a record of a file: what the person who asks is shown, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import translation

from polylogue.followup import showing
from polylogue.followup.drafts import TEXTS
from polylogue.followup.library.regions import REGIONS, regions_of
from polylogue.followup.models import Consent, Practice
from polylogue.followup.showing import Shown

AT_A_TIME = 100
Record = dict[str, Any]

FIELDS = (
    "id", "address", "title", "city", "country_code", "country", "continent", "region", "contact",
    "sector", "topics", *TEXTS, "edition", "pinned_on",
)  # fmt: skip
CREW_FIELDS = (
    *FIELDS, "wished_visibility", "open_to", "open_edition", "shown_as", "waits_for_review", "consents",
)  # fmt: skip


def records(practices: list[int], person: Any, *, as_crew: bool) -> Iterator[Record]:
    """One for each that the person may see at the moment it is read; names are in English."""
    for shown in _shown(practices, person, as_crew):
        yield record(shown)


def crew_records(practices: list[int], person: Any) -> Iterator[Record]:
    """The same for the crew, with who consented to what."""
    for shown in _shown(practices, person, as_crew=True):
        yield record(shown) | _state(shown.practice)


def record(shown: Shown) -> Record:
    edition, country = shown.edition, str(shown.country.code or "")
    with translation.override("en"):
        return {
            "id": shown.practice.pk,
            "address": f"{settings.ORIGINS[0]}{shown.practice.get_absolute_url()}",
            "title": shown.title,
            "city": shown.city,
            "country_code": country,
            "country": str(shown.country.name or ""),
            **dict(zip(("continent", "region"), _regions(country), strict=True)),
            "contact": shown.contact,
            "sector": str(edition.get_sector_display()),
            "topics": list(edition.topics),
            **{name: getattr(edition, name) for name in TEXTS},
            "edition": edition.number,
            "pinned_on": shown.practice.pinned_at.date().isoformat(),
        }


def _regions(country: str) -> tuple[str, str]:
    found = [str(REGIONS[name].name) for name in regions_of(country)]
    return (found[0], found[1]) if found else ("", "")


def _state(practice: Practice) -> Record:
    consents = practice.consents.select_related("person").order_by("edition", "pk")
    return {
        "wished_visibility": practice.visibility,
        "open_to": practice.open_to,
        "open_edition": practice.open_edition,
        "shown_as": practice.open_naming if practice.is_open else "",
        "waits_for_review": not practice.is_reviewed,
        "consents": [_consent(one) for one in consents],
    }


def _consent(consent: Consent) -> Record:
    at = consent.answered_at or consent.asked_at
    return {
        "person": consent.person.display_name,
        "edition": consent.edition,
        "visibility": consent.visibility,
        "naming": consent.naming,
        "answer": consent.answer,
        "at": at.isoformat(timespec="seconds"),
    }


def _shown(practices: list[int], person: Any, as_crew: bool) -> Iterable[Shown]:
    """In their order, some at a time: who withdraws meanwhile is not in the rest of the file."""
    for start in range(0, len(practices), AT_A_TIME):
        some = practices[start : start + AT_A_TIME]
        seen = Practice.objects.visible_to(person, as_crew=as_crew).filter(pk__in=some)
        found = {one.practice.pk: one for one in showing.shown(seen)}
        yield from (found[pk] for pk in some if pk in found)
