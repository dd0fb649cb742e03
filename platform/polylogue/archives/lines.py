"""Rows as lines of an archive: JSON, one row in each, by the names of its columns, in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec

from polylogue.archives import declared, shaping
from polylogue.archives.places import Known
from polylogue.archives.refusals import NotArchived
from polylogue.kit.archiving import Table

encode = msgspec.json.Encoder(order="sorted").encode
Keep = Callable[[str], str]
"""Notes that the bytes of this name in the storage are to be kept; returns their name in the archive."""


class Lines:
    """The lines of a table's rows."""

    def __init__(self, table: Table, known: Known, keep: Keep) -> None:
        self.table, self.known, self.keep = table, known, keep
        self.columns = declared.columns(table.label)
        self.targets = {c.name: declared.target(c) for c in self.columns if c.is_relation}

    def of(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[bytes]:
        names = [column.name for column in self.columns]
        for values in rows:
            row = dict(zip(names, values, strict=True))
            try:
                said = {name: self._said(name, value, row) for name, value in row.items()}
            except (shaping.Misshapen, ValueError, KeyError) as problem:
                raise NotArchived(f"{self.table.label} cannot be archived: {problem}") from problem
            yield encode(said) + b"\n"

    def _said(self, name: str, value: Any, row: dict[str, Any]) -> Any:
        if value is None:
            return None
        if name in self.targets:
            return self.known.place_of_row(self.targets[name], value)
        if name in self.table.stored:
            return self.keep(value) if value else ""
        if name in self.table.shapes:
            return shaping.renamed(value, self.table.shapes[name], self.known.place, row)
        return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, (date, UUID)) else value
