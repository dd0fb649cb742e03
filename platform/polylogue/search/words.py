"""The words of a text as they are searched for: the same on every database, made here alone.

Case, accents and width do not matter: `Zürich`, `ZURICH` and `zu\u0308rich` are one word. Scripts that are
written without blanks between words are split sign by sign, and a run of them is looked for as such.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 60
"""Signs of a word that count; what is longer is nothing that anybody looks for."""

MARKS = "".join(
    chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
# Thai and Lao, Myanmar, Khmer, kana, Han.
SOLID = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SOLID_SIGN = re.compile(f"[{SOLID}]")
WORD = re.compile(rf"[{SOLID}](?<=[\w{MARKS}])|(?:(?![{SOLID}])[^\W_]|[{MARKS}\u00ad])+")
# Letters that no decomposition takes apart, and two signs that are no letters: the soft hyphen and
# the Arabic kashida.
STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"\u00ad": "", "\u0640": ""}
)


class Word(NamedTuple):
    """A word of a text, folded, and where it stands there."""

    token: str
    start: int
    end: int


def is_solid(token: str) -> bool:
    """Whether it is a sign of a script that is written without blanks between words."""
    return bool(SOLID_SIGN.match(token))


def words(text: str) -> Iterator[Word]:
    """The words of a text in order."""
    for found in WORD.finditer(text):
        if token := fold(found[0]):
            yield Word(token, found.start(), found.end())


def tokens(text: str) -> list[str]:
    """The words of a text in order, folded."""
    return [token for found in WORD.findall(text) if (token := fold(found))]


def normalise(text: str) -> str:
    """The text as words with one blank between them: what an index is given."""
    return " ".join(tokens(text))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word without case, accents, width and what cannot be seen."""
    if word.isascii():
        return word.lower()[:LONGEST]
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    kept = "".join(sign for sign in apart if not _is_accent(sign)).translate(STROKES)
    whole = unicodedata.normalize("NFKC", kept)
    return "".join(sign for sign in whole if sign.isalnum() or sign in MARKS)[:LONGEST]


def _is_accent(sign: str) -> bool:
    """Accents of Latin, Greek and Cyrillic and the vowel points of Hebrew and Arabic.

    The dependent vowels of Indic and Thai scripts are letters for whoever reads them.
    """
    place = unicodedata.combining(sign)
    return place >= 200 or 10 <= place <= 36
