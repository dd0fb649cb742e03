"""Keeps the index of the library in step: whatever changes what is shown changes it with that.

A practice has up to two rows: what those inside of its rooms are shown, and what its authors opened
to others. Both are made from `Shown`, so that nothing is in them that the page withholds.
"""

from __future__ import annotations

from django.utils import translation

from polylogue.followup.choices import Naming
from polylogue.followup.drafts import TEXTS
from polylogue.followup.models import Edition, Listing, Practice
from polylogue.followup.showing import Shown
from polylogue.search.words import normalise

BORDER = " @ "
"""Stands between two parts, so that no phrase is found across it; no text has such a word."""


def renew(practice: Practice) -> None:
    """Brings its rows up to date, inside the transaction that changed it."""
    now = rows(practice)
    practice.listings.exclude(is_inside__in=[row.is_inside for row in now]).delete()
    for row in now:
        said = {name: getattr(row, name) for name in CONTENT}
        practice.listings.update_or_create(is_inside=row.is_inside, defaults=said)


CONTENT = ("edition", "naming", "topics", "country", "sector", "words")


def rows(practice: Practice) -> list[Listing]:
    """Its rows as they are to be."""
    return [_row(shown) for shown in sides(practice)]


def sides(practice: Practice) -> list[Shown]:
    """How it is shown inside, and outside if it is open; not at all without its pin."""
    if practice.unpinned_at:
        return []
    shown = [Shown(practice, _edition(practice, practice.edition), Naming.NAMED, is_inside=True)]
    if practice.is_open and practice.open_edition:
        edition = _edition(practice, practice.open_edition)
        shown.append(Shown(practice, edition, Naming(practice.open_naming), is_inside=False))
    return shown


def words_of(shown: Shown) -> str:
    """Its words, part by part: title, topics, whom and where, then the text.

    The names of countries and sectors are English, whatever the language of who wrote it.
    """
    edition = shown.edition
    with translation.override("en"):
        place, sector = shown.place, str(edition.get_sector_display())
    first = [shown.title, "\n".join(edition.topics), f"{place} {shown.contact}"]
    parts = [*first, *(getattr(edition, name) for name in TEXTS), sector]
    return BORDER.join(normalise(part) for part in parts).strip()


def _row(shown: Shown) -> Listing:
    return Listing(
        practice=shown.practice,
        is_inside=shown.is_inside,
        edition=shown.edition.number,
        naming=shown.naming,
        topics=shown.edition.topics,
        country=str(shown.country.code or ""),
        sector=shown.edition.sector,
        words=words_of(shown),
    )


def _edition(practice: Practice, number: int) -> Edition:
    return Edition.objects.get(practice=practice, number=number)
