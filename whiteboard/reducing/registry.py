"""Which function decides on which operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from whiteboard.deciding import Case
from whiteboard.operations import Operation

O = TypeVar("O", bound=Operation)  # noqa: E741
Decider = Callable[[Case, O], None]

DECIDERS: dict[type[Operation], Callable[[Case, Any], None]] = {}


def decides(operation: type[O]) -> Callable[[Decider[O]], Decider[O]]:
    """Declares the function that decides on these operations."""

    def declare(decider: Decider[O]) -> Decider[O]:
        DECIDERS[operation] = decider
        return decider

    return declare


def decider_of(operation: Operation) -> Callable[[Case, Any], None]:
    return DECIDERS[type(operation)]
