"""What was written for an earlier revision, as it fits the text now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from polylogue.texts.ot import Operation, compose, transform
from rooms.protocol import Key

MOST_UNITS = 20_000
Kept = Annotated[int, Meta(ge=-MOST_UNITS, le=MOST_UNITS)]
Inserted = Annotated[str, Meta(min_length=1, max_length=MOST_UNITS)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of writing: what it does to the text after the part before it; `key` is its own."""

    key: Key
    op: Annotated[list[Kept | Inserted], Meta(max_length=500)]


class Done(msgspec.Struct, frozen=True):
    """A change that the server has put in order."""

    key: str
    op: Operation


def rebase(parts: Sequence[Part], since: Iterable[Done]) -> list[Done]:
    """The parts that are not among these changes, as they are done after all of them."""
    waiting = [Done(part.key, compose([], [*part.op])) for part in parts]
    for change in since:
        if waiting and waiting[0].key == change.key:
            waiting.pop(0)
        else:
            waiting = _past(waiting, change.op)
    return waiting


def _past(waiting: list[Done], op: Operation) -> list[Done]:
    moved = []
    for part in waiting:
        moved.append(Done(part.key, transform(part.op, op, "right")))
        op = transform(op, part.op, "left")
    return moved
