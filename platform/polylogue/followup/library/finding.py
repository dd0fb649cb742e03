"""What a person finds in the library: the one function that asks the full-text index for words.

PostgreSQL and SQLite are given the same normalised words and the same query, and give the same hits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from polylogue.followup.library import ranking
from polylogue.followup.models import Listing
from polylogue.followup.models.sight import PracticeQuerySet
from polylogue.search import fulltext
from polylogue.search.query import Query

MOST_RANKED = 2000
"""Of more hits, only the newest are weighed; the others follow by time."""


# As the fields of a leaf, after the side that the row is for.
COLUMNS = (
    "is_inside", "practice", "pk", "edition", "topics", "country", "sector", "practice__dialogue",
    "practice__pinned_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """A good practice in the library, with what of it can be filtered by. `row`: in the index."""

    practice: int
    row: int
    edition: int
    topics: tuple[str, ...]
    country: str
    sector: str
    dialogue: int
    pinned_at: datetime


def leaves(seen: PracticeQuerySet) -> list[Leaf]:
    """All that a person may see, newest first: each as they are shown it, inside or outside."""
    inside = dict(seen.order_by().values_list("pk", "is_inside"))
    rows = Listing.objects.filter(practice__in=seen.order_by().values("pk"))
    ordered: Any = rows.order_by("-practice__pinned_at", "-practice").values_list(*COLUMNS)
    return [
        Leaf(practice, row, edition, tuple(topics), str(country or ""), *rest)
        for is_inside, practice, row, edition, topics, country, *rest in ordered
        if is_inside == bool(inside[practice])
    ]


def find(query: Query, among: list[Leaf], *, by_time: bool = False) -> list[Leaf]:
    """Those of `among` that have every term, the most fitting first; all of them without a term."""
    if not query:
        return among
    condition, values = fulltext.matching("followup_listing", query)
    rows = Listing.objects.extra(where=[condition], params=values)  # noqa: S610 - no text is in it
    hits = set(rows.values_list("pk", flat=True))
    found = [leaf for leaf in among if leaf.row in hits]
    return found if by_time else sorted(found, key=_fit(query, found), reverse=True)


def _fit(query: Query, found: list[Leaf]) -> Callable[[Leaf], Any]:
    weighed = [leaf.row for leaf in found[:MOST_RANKED]]
    rows = Listing.objects.filter(pk__in=weighed).values_list("pk", "words")
    scores = {pk: ranking.score(words, query) for pk, words in rows}
    return lambda leaf: (scores.get(leaf.row, 0.0), leaf.pinned_at, leaf.practice)
