"""Records as files: CSV that no spreadsheet takes for formulas, and JSON, a piece at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from polylogue.followup.handout.records import Record
from polylogue.kit import cells

FORMAT = "polylogue-good-practices/1"
BOM = "\ufeff"
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def written(
    format: str, records: Iterable[Record], fields: Iterable[str], about: dict[str, Any]
) -> Iterator[bytes]:
    pieces = _csv(records, list(fields)) if format == "csv" else _json(records, about)
    return (piece.encode() for piece in pieces)


def guarded(value: Any) -> str:
    """The value as a cell that is no formula."""
    return cells.guarded(_flat(value))


def _csv(records: Iterable[Record], fields: list[str]) -> Iterator[str]:
    yield BOM
    yield _line(fields)
    for record in records:
        yield _line([guarded(record[name]) for name in fields])


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _flat(value: Any) -> str:
    """One cell: lists with semicolons, facts of a list as words."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(_flat(one) for one in value)
        case dict():
            return ", ".join(_flat(one) for one in value.values())
    return str(value)


def _json(records: Iterable[Record], about: dict[str, Any]) -> Iterator[str]:
    head = json.dumps({"format": FORMAT} | about, ensure_ascii=False)
    yield f'{head[:-1]}, "practices": ['
    for place, record in enumerate(records):
        yield ("," if place else "") + "\n" + json.dumps(record, ensure_ascii=False)
    yield "\n]}\n"
