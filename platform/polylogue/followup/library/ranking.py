"""Which of what was found comes first: reckoned here, from the words, the same on every database.

PostgreSQL's `ts_rank` and SQLite's `bm25` weigh differently and cannot be made to agree. A library
holds some thousand texts at most, and counting in what was found costs milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence

from polylogue.search.query import Query, Term

WEIGHTS = (8.0, 5.0, 3.0)  # title, topics, where and who
WEIGHT_OF_TEXT = 1.0
ENOUGH = 3.0
"""A word that is there more often than this hardly makes a text more fitting."""
LONG = 400
"""Words; in a text of this length a word counts half of what it counts in a title alone."""


def score(words: str, query: Query) -> float:
    """How well a text, as `listing.words_of` gives it, fits a query whose terms are all in it."""
    parts = [_apart(part) for part in words.split("@")]
    length = 1 + words.count(" ") / LONG
    return sum(_saturated(_weighed(parts, term) / length) for term in query.terms)


def _weighed(parts: Sequence[str], term: Term) -> float:
    whole = _apart(" ".join(term.phrase))
    return sum(_weight(place) * _count(part, whole, term) for place, part in enumerate(parts))


def _count(part: str, whole: str, term: Term) -> float:
    """How often it is there; a word that only begins like it counts half."""
    exact = part.count(whole)
    return (part.count(whole.rstrip()) + exact) / 2 if term.prefix else exact


def _weight(place: int) -> float:
    return WEIGHTS[place] if place < len(WEIGHTS) else WEIGHT_OF_TEXT


def _saturated(count: float) -> float:
    return count / (count + ENOUGH)


def _apart(text: str) -> str:
    """Each word with a blank of its own on both sides, so that neighbours are both counted."""
    return f" {'  '.join(text.split())} "
