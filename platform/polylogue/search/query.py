"""What somebody looks for, and how each database is asked for it."""

from __future__ import annotations

import re
from typing import NamedTuple

from polylogue.search.words import is_solid, tokens, words

MOST_TERMS = 12
QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]?")


class Term(NamedTuple):
    """Words that stand side by side; of a `prefix`, the last one may go on."""

    phrase: tuple[str, ...]
    prefix: bool = False


class Query(NamedTuple):
    """Every term must be found."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def fts5(self) -> str:
        """The query for SQLite's FTS5; words hold nothing that has a meaning there."""
        return " AND ".join(_fts5(term) for term in self.terms)

    @property
    def tsquery(self) -> str:
        """The query for PostgreSQL, to be cast to tsquery."""
        return " & ".join(_tsquery(term) for term in self.terms)


def parse(text: str, *, typing: bool = False) -> Query:
    """Words, "phrases in quotation marks", and, while somebody is typing, the beginning of a word."""
    terms: list[Term] = []
    rest, goes_on = text, typing and bool(text) and text[-1].isalnum()
    for found in QUOTED.finditer(text):
        terms.append(Term(tuple(tokens(found[1]))))
        rest = rest.replace(found[0], " ", 1)
    loose = _loose(rest)
    if loose and goes_on and rest[-1:] == text[-1] and _says_enough(loose[-1]):
        loose[-1] = loose[-1]._replace(prefix=True)
    whole = dict.fromkeys(term for term in [*terms, *loose] if term.phrase)
    return Query(tuple(whole)[-MOST_TERMS:])


def _says_enough(term: Term) -> bool:
    """One letter begins too many words; one sign of a script without blanks may be a word."""
    return len(term.phrase[-1]) > 1 or is_solid(term.phrase[-1])


def _loose(text: str) -> list[Term]:
    """Each word is a term; a run of signs of a script without blanks is one, too."""
    terms: list[Term] = []
    end = -1
    for word in words(text):
        if is_solid(word.token) and terms and word.start == end:
            terms[-1] = Term((*terms[-1].phrase, word.token))
        else:
            terms.append(Term((word.token,)))
        end = word.end if is_solid(word.token) else -1
    return terms


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.phrase)}"{" *" if term.prefix else ""}'


def _tsquery(term: Term) -> str:
    words = [f"'{word}'" for word in term.phrase]
    if term.prefix:
        words[-1] += ":*"
    return f"({' <-> '.join(words)})" if len(words) > 1 else words[0]
