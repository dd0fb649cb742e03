"""What the solver says, in the language of the reader and with the names of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from breakout import matching
from breakout.matching import SENTENCES
from polylogue.people.languages import NAMES
from polylogue.people.models import Sector

SECTORS = dict(Sector.choices)


def sentence(code: str, words: Iterable[str], number: int) -> str:
    """One reason for a seat; of a code that is not known any more nothing."""
    if code not in SENTENCES:
        return ""
    shown = ", ".join(_shown(code, word) for word in words)
    return str(_(SENTENCES[code])).format(words=shown, number=number)


def sentences(reasons: Iterable[Any]) -> list[str]:
    """Those that a seat keeps: [code, words, number], or the solver's own."""
    found = [
        sentence(one.code, one.words, one.number)
        if isinstance(one, matching.Reason)
        else sentence(*one)
        for one in reasons
    ]
    return [words for words in found if words]


def refusal(why: matching.Impossible, people: Mapping[int, str], tables: Mapping[int, str]) -> str:
    """Which hard rule cannot be held, and for whom."""
    return str(_(why.sentence)).format(
        people=", ".join(people.get(int(one), str(one)) for one in why.people),
        tables=", ".join(f"“{tables.get(int(one), one)}”" for one in why.tables),
        number=why.number,
    )


def _shown(code: str, word: str) -> str:
    if code == "languages":
        return NAMES.get(word, word)
    if code == "only-of-sector":
        return str(SECTORS.get(word, word))
    return word
