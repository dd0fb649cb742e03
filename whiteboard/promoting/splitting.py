"""What of a text was taken over as it stood, and what its writer made of it.

The two become two entries of a board, so that the one can be forgotten without the other. What was
offered and not taken over is in neither.
"""

from __future__ import annotations

import re

from polylogue.texts import differing, ot, units
from polylogue.texts.ot import Operation

WORD = re.compile(r"\w+")
# Fewer words in a row than this are everybody's.
FEWEST = 3
# What was taken apart more often than this counts as taken over.
MOST_RUNS = 200

Run = tuple[bool, str]


def split(offered: str, written: str) -> tuple[str, Operation]:
    """The words taken over, and the edit that makes of them what was written."""
    taken: str = ""
    edit: Operation = []
    found = runs(offered, written)
    for is_taken, words in found if len(found) <= MOST_RUNS else [(True, written)]:
        taken += words if is_taken else ""
        edit.append(units.count(words) if is_taken else words)
    return taken, ot.compose([], edit)


def without(written: str, forgotten: str) -> str:
    """The text without what it took over of another."""
    left = written.replace(forgotten, "") if _is_of_its_own(forgotten) else written
    if not _rows_of_words(left) & _rows_of_words(forgotten):
        return "" if left == forgotten else left
    return "".join(words for is_taken, words in runs(forgotten, left) if not is_taken)


def runs(offered: str, written: str) -> list[Run]:
    """What was written, run by run: whether it stood so in what was offered, and its words."""
    if offered == written:
        return [(True, written)] if written else []
    return [
        (stood_there and _is_of_its_own(words), words)
        for stood_there, words in _compared(offered, written)
    ]


def _rows_of_words(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text)
    return set(zip(*(words[n:] for n in range(FEWEST)), strict=False))


def _is_of_its_own(words: str) -> bool:
    return len(WORD.findall(words)) >= FEWEST


def _compared(offered: str, written: str) -> list[Run]:
    found: list[Run] = []
    at = 0
    wide = units.wide(offered)
    for piece in differing.reworded(offered, written):
        if isinstance(piece, str):
            found.append((False, piece))
        elif piece > 0:
            found.append((True, units.narrow(wide[at : at + piece])))
        at += abs(piece) if isinstance(piece, int) else 0
    if at < len(wide):
        found.append((True, units.narrow(wide[at:])))
    return [(is_offered, words) for is_offered, words in found if words]
