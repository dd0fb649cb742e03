"""Smaller circles within a group: with whom one talks in a step for one, two or four."""

from __future__ import annotations

from collections.abc import Sequence


def circles(people: Sequence[int], size: int) -> list[tuple[int, ...]]:
    """The group in circles of this size, or a little more: half a circle joins the one before.

    Made in one order, so that smaller circles meet again whole in the larger ones.
    """
    if size <= 0 or size >= len(people):
        return [tuple(people)] if people else []
    made = [tuple(people[start : start + size]) for start in range(0, len(people), size)]
    if len(made) > 1 and len(made[-1]) * 2 <= size:
        made[-2:] = [made[-2] + made[-1]]
    return made


def circle_of(person: int, people: Sequence[int], size: int) -> tuple[int, ...]:
    """The others of the person's circle."""
    for circle in circles(people, size):
        if person in circle:
            return tuple(other for other in circle if other != person)
    return ()
