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
# Of what was taken apart more often than this nothing is said to be taken over.
MOST_RUNS = 200


def split(offered: str, written: str) -> tuple[str, Operation]:
    """The words taken over, and the edit that makes of them what was written."""
    taken: str = ""
    edit: Operation = []
    runs = _runs(offered, written)
    for is_offered, words in runs if len(runs) <= MOST_RUNS else [(False, written)]:
        if is_offered and (_is_of_its_own(words) or words == offered):
            taken += words
            edit.append(units.count(words))
        else:
            edit.append(words)
    return taken, ot.compose([], edit)


def _is_of_its_own(words: str) -> bool:
    return len(WORD.findall(words)) >= FEWEST


def _runs(offered: str, written: str) -> list[tuple[bool, str]]:
    """What was written, run by run: whether it stood in what was offered, and its words."""
    found: list[tuple[bool, str]] = []
    at = 0
    wide = units.wide(offered)
    for piece in differing.reworded(offered, written) or [units.count(offered)]:
        if isinstance(piece, str):
            found.append((False, piece))
        elif piece > 0:
            found.append((True, units.narrow(wide[at : at + piece])))
        at += abs(piece) if isinstance(piece, int) else 0
    if at < len(wide):
        found.append((True, units.narrow(wide[at:])))
    return [(is_offered, words) for is_offered, words in found if words]
