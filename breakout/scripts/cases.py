"""Whose case a group works on: what gives groups their cases declares it, scripts only ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from breakout.models import Group

CaseGivers = Callable[[Iterable[Group]], dict[int, int]]

ASKED: list[CaseGivers] = []


def gives_cases(ask: CaseGivers) -> CaseGivers:
    """Declares what knows the case giver of groups, by the number of the group."""
    ASKED.append(ask)
    return ask


def case_givers(groups: Iterable[Group]) -> dict[int, int]:
    """Those that are known; of the others one is drawn."""
    groups = list(groups)
    found: dict[int, int] = {}
    for ask in ASKED:
        found |= ask(groups)
    return found
