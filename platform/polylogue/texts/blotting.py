"""Taking out of a text what somebody wrote in it, so that what was written meanwhile finds its place."""

from __future__ import annotations

from collections.abc import Iterable

from polylogue.texts import ot, units
from polylogue.texts.ot import Operation

BLOT = "█"


def blotted(operation: Operation) -> Operation:
    """The same with blots instead of words, as long as these were."""
    return [blots(piece) if isinstance(piece, str) else piece for piece in operation]


def blots(words: str) -> str:
    return BLOT * units.count(words)


def what_is_left_of(operation: Operation, later: Iterable[Operation]) -> Operation:
    """The deletion of all that an operation inserted and that is still there after later ones."""
    left = _deletion_of(operation)
    for one in later:
        left = ot.transform(left, one, "right")
    return left


def _deletion_of(operation: Operation) -> Operation:
    deletion: Operation = []
    for piece in operation:
        if isinstance(piece, str):
            deletion.append(-units.count(piece))
        elif piece > 0:
            deletion.append(piece)
    return ot.compose(deletion, [])
