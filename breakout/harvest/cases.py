"""Whose case a group works on: whoever knows that declares it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from breakout.models import Group

Knows = Callable[[list[Group]], dict[int, str]]
KNOWS: list[Knows] = []


def knows_cases(knows: Knows) -> Knows:
    """Declares a function from groups to the titles of their cases, by group."""
    KNOWS.append(knows)
    return knows


def known(groups: Iterable[Group]) -> dict[int, str]:
    groups = list(groups)
    return {group: title for knows in KNOWS for group, title in knows(groups).items()}
