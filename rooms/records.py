"""Tables of a dialogue for spreadsheets: each wing declares what it keeps, and where people stand in it.

They are part of the record for those who keep it; nothing of them is passed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from polylogue.dialogues.models import Dialogue


class Person(NamedTuple):
    """A cell in which a person stands; whoever writes the table decides how they are shown."""

    pk: int | None


Cell = str | int | float | None | datetime | Person
Rows = Callable[[Dialogue], Iterable[Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class Table:
    """`columns`: names for programs, in English; one that begins with @ is of people."""

    name: str
    columns: tuple[str, ...]
    rows: Rows


TABLES: dict[str, Table] = {}


def table(name: str, *columns: str) -> Callable[[Rows], Rows]:
    """Declares a table, by what gives its rows: as many cells as columns, in the order they are told."""

    def declare(rows: Rows) -> Rows:
        if name in TABLES:
            raise ValueError(f"{name} is declared twice")
        TABLES[name] = Table(name, columns, rows)
        return rows

    return declare
