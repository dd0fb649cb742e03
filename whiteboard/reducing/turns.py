"""Many operations as one: each is decided on as the board is after those before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from whiteboard import operations as ops
from whiteboard.deciding import Case
from whiteboard.operations import Operation
from whiteboard.reducing.registry import decider_of
from whiteboard.refusals import TooMuchToReturn

MOST_TOLD = 2000
# So many pieces in one entry; what is restored is shown with all that it says (reducing.boards).
AT_ONCE: dict[type[Operation], int] = {ops.RestorePieces: 20, ops.DeletePieces: 200}


def in_turn(case: Case, operations: Iterable[Operation]) -> None:
    """Tells of them all, or raises a Refusal and tells of none."""
    draft = Case(case.state.draft(), case.who, "")
    for operation in together(operations):
        begun = len(draft.told)
        decider_of(operation)(draft, operation)
        for told in draft.told[begun:]:
            rev = (draft.state.seq + 1, case.who.person)
            told.fact.apply(draft.state, rev)
            draft.state.seq = rev[0]
        if len(draft.told) > MOST_TOLD:
            raise TooMuchToReturn
    case.told += draft.told


def together(operations: Iterable[Operation]) -> Iterator[Operation]:
    """The same with neighbours of one kind put together where that changes nothing."""
    for kind, alike in groupby(operations, key=type):
        if kind in AT_ONCE:
            names = [name for one in alike for name in one.pieces]  # type: ignore[attr-defined]
            yield from chunked(kind, names)
        else:
            yield from alike


def chunked(kind: type[Operation], names: list[str], **how: Any) -> Iterator[Operation]:
    size = AT_ONCE.get(kind, 200)
    for start in range(0, len(names), size):
        yield msgspec.convert({"pieces": names[start : start + size], **how}, kind)
