"""The part of a text that shows why it was found."""

from __future__ import annotations

import re
from typing import NamedTuple

from polylogue.search.query import Query, Term
from polylogue.search.words import Word, words

LENGTH = 220
LEAD = 60
ELLIPSIS = "…"
EMPHASIS = r"(?:\*{1,3}|_{1,3})"
MARKUP = re.compile(
    rf"(?<![\w*]){EMPHASIS}(?=\S)|(?<=\S){EMPHASIS}(?![\w*])|^\s*(?:[-+*>]|#{{1,6}})\s+",
    re.MULTILINE,
)


class Piece(NamedTuple):
    """A stretch of text, which was looked for or stands around that."""

    text: str
    is_hit: bool


def excerpt(text: str, query: Query, *, length: int = LENGTH) -> list[Piece]:
    """About `length` signs around the first hit, on one line, in pieces, without signs of layout."""
    text = MARKUP.sub("", text)
    found = hits(text, query)
    start = _start(text, found[0][0] - LEAD) if found else 0
    end = _end(text, start + length)
    pieces, at = [], start
    for first, last in found:
        if start <= first and last <= end:
            pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
            at = last
    pieces.append(Piece(text[at:end], False))
    lead, tail = ELLIPSIS if start else "", ELLIPSIS if end < len(text) else ""
    pieces = [Piece(lead, False), *pieces, Piece(tail, False)]
    return [Piece(_on_one_line(p.text), p.is_hit) for p in pieces if p.text]


def marked(text: str, query: Query) -> list[Piece]:
    """The whole of a short text in pieces."""
    pieces, at = [], 0
    for first, last in hits(text, query):
        pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
        at = last
    pieces.append(Piece(text[at:], False))
    return [piece for piece in pieces if piece.text]


def hits(text: str, query: Query) -> list[tuple[int, int]]:
    """Where what is looked for stands in the text, in order and without overlap."""
    found = list(words(text))
    spans = sorted({span for term in query.terms for span in _spans(found, term)})
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _spans(found: list[Word], term: Term) -> list[tuple[int, int]]:
    size = len(term.phrase)
    runs = (found[at : at + size] for at in range(len(found) - size + 1))
    return [(run[0].start, run[-1].end) for run in runs if _fits(run, term)]


def _fits(run: list[Word], term: Term) -> bool:
    *before, last = term.phrase
    ends = run[-1].token.startswith(last) if term.prefix else run[-1].token == last
    return ends and [word.token for word in run[:-1]] == before


def _start(text: str, at: int) -> int:
    """The beginning of a word not long after `at`."""
    if at <= 0:
        return 0
    blank = text.find(" ", at, at + LEAD // 2)
    return blank + 1 if blank >= 0 else at


def _end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", at - LEAD // 2, at)
    return blank if blank >= 0 else at


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")
