"""Moments in addresses, to the microsecond, and pages of what happened in time."""

from __future__ import annotations

import functools
import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NO_CONTINENTS = {"Etc", "SystemV", "US", "posix", "right"}
DIGITS = 16  # of the largest number that is still a moment

T = TypeVar("T")


@functools.cache
def zone_names() -> frozenset[str]:
    """All time zones; the library looks through its whole folder of them each time."""
    return frozenset(zoneinfo.available_timezones())


@functools.cache
def zones_by_continent() -> dict[str, list[tuple[str, str]]]:
    """Zone and place in words of each continent, as in the tz database."""
    continents: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zone_names()):
        continent, _slash, place = name.partition("/")
        if place and continent not in NO_CONTINENTS:
            words = place.replace("_", " ").replace("/", ", ")
            continents.setdefault(continent, []).append((name, words))
    return continents


def number(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def moment(text: str) -> datetime | None:
    """The moment of a number that came in an address; none if that is no such number."""
    is_number = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return EPOCH + int(text) * MICROSECOND if is_number else None


def page(found: list[T], size: int, at: Callable[[T], datetime]) -> tuple[list[T], datetime | None]:
    """The first `size` of these, newest first, and the moment before which there is more.

    What was written together has one moment, and stands on one page: else the next one would begin
    behind it.
    """
    if len(found) <= size:
        return found, None
    whole = [one for one in found[:size] if at(one) > at(found[size])] or found[:size]
    return whole, at(whole[-1])
