"""What tables are made of: their columns, their cells, and where rows go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from polylogue.kit.signs import visible

LONGEST = 16_000
"""Signs in one cell: half of what a spreadsheet takes, as it counts some signs twice. The rest follows
in rows of the same number."""

Cell = str | int | float | None | datetime
ENTRIES = (
    "stream", "seq", "part", "session", "room", "at", "at_utc", "person", "place",
    "kind", "answers", "what", "text", "below", "remarks",
)  # fmt: skip
MESSAGES = (
    "stream",
    "seq",
    "part",
    "session",
    "room",
    "at",
    "at_utc",
    "person",
    "place",
    "answers",
    "text",
)
SAID = ("room", "part", "rule", "person", "place", "text")
BOARDS = (
    "board",
    "seq",
    "session",
    "room",
    "lane",
    "group",
    "kind",
    "title",
    "says",
    "by",
    "votes",
)
PEOPLE = ("person", "place", "organisation", "roles", "joined", "ended")
PROGRAMME = ("session", "kind", "begins", "ends")
PRESENT = ("session", "room", "person", "place", "since", "until")
ABOUT = ("about", "says")


class Sink(Protocol):
    """Where rows go; tables are begun before their first row, and rows of several may alternate."""

    def begin(self, table: str, columns: Sequence[str]) -> None: ...

    def row(self, table: str, cells: Sequence[Cell]) -> None: ...


def local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """As the clocks there showed it; spreadsheets know no zones."""
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0) if moment else None


def in_parts(text: str) -> list[str]:
    text = visible(text)
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)] or [""]
