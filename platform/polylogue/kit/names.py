"""Names of people in what others wrote: found however they are spelled, so that they can stand otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

BEGINS, ENDS = r"(?<![^\W_])", r"(?![^\W_])"
"""A name is whole where no letter or digit touches it; the signs of emphasis may."""


def key(name: str) -> str:
    """The same for all spellings of a name: in capitals, with other blanks, in composed signs or not."""
    return unicodedata.normalize("NFC", " ".join(_composed(name).casefold().split()))


def anywhere(names: Iterable[str]) -> str:
    """A pattern (to ignore case) of any of these names as a whole, the longest first."""
    spelled = {_alike(way): way for name in names for way in _spellings(name)}
    any_of = "|".join(_written(way) for way in sorted(spelled.values(), key=len, reverse=True))
    return f"{BEGINS}(?:{any_of}){ENDS}"


def spoken_to(names: Iterable[str]) -> str:
    """The same, where a name stands after an @."""
    return f"(?<=@){anywhere(names)}"


def _spellings(name: str) -> Iterable[str]:
    """In capitals some letters have more signs, and some signs have two ways to be written."""
    for way in (name, name.upper(), name.casefold()):
        yield from (unicodedata.normalize(form, way) for form in ("NFC", "NFD"))


def _alike(way: str) -> str:
    """The same for spellings that one pattern finds: it knows capitals sign by sign."""
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in way)


def _written(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
