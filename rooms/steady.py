"""Page state that belongs to a place in the log, so that the socket continues exactly there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from polylogue.log import reading
from polylogue.log.reading import Head

TRIES = 4
T = TypeVar("T")
Heads = dict[int, Head]


def read(streams: Iterable[int], load: Callable[[Heads], T]) -> tuple[Heads, T]:
    """Where the streams stand, and what `load` reads, if possible while none of them grows.

    In a room that never pauses, what grew meanwhile comes once more by the socket; browsers apply
    an entry twice without harm.
    """
    streams = list(streams)
    tries = TRIES
    while True:
        heads = reading.heads(streams)
        state = load(heads)
        tries -= 1
        if not tries or reading.heads(streams) == heads:
            return heads, state
