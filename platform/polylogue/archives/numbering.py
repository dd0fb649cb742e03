"""Numbers for the rows of an archive in this installation, reserved before any of them is written."""

from __future__ import annotations

import uuid
from typing import Any

from django.apps import apps
from django.db import connection, models

from polylogue.archives import declared
from polylogue.archives.refusals import NotRestored

GONE = 2**52
"""Above any number that a row ever gets, and still a number to a browser."""
MOST_GONE = 2**40


class Numbers:
    """What a row that an archive names by its place is called here."""

    def __init__(self) -> None:
        self.of: dict[str, list[Any]] = {}

    def reserve(self, label: str, model: type[models.Model], count: int) -> None:
        self.of[label] = reserved(model, count)

    def number(self, label: str, place: Any) -> Any:
        """Also of a row that is gone, which gets a number that leads nowhere."""
        if type(place) is not int or abs(place) > MOST_GONE:
            raise NotRestored(f"{place!r} is no place of a row of {label}.")
        if place == 0:
            return 0
        return self._gone(label, place) if place < 0 else self.number_of_row(label, place)

    def number_of_row(self, label: str, place: Any) -> Any:
        numbers = self.of.get(label, [])
        if type(place) is not int or not 1 <= place <= len(numbers):
            raise NotRestored(f"Row {place!r} of {label} is named, and is not in this archive.")
        return numbers[place - 1]

    def _gone(self, label: str, place: int) -> Any:
        number = declared.own_number(apps.get_model(label))
        is_sign = isinstance(number, models.UUIDField)
        return str(uuid.UUID(int=-place)) if is_sign else GONE - place


def reserved(model: type[models.Model], count: int) -> list[Any]:
    """So many new numbers of a table, rising; nobody else gets them."""
    number = declared.own_number(model)
    if isinstance(number, models.UUIDField):
        return sorted(str(uuid.uuid4()) for _ in range(count))
    if number is None or not count:
        return []
    return _of_sequence(model, count) if connection.vendor == "postgresql" else _next(model, count)


def _of_sequence(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return sorted(number for (number,) in cursor.fetchall())


def _next(model: type[models.Model], count: int) -> list[int]:
    """On SQLite nobody else writes meanwhile, and what was given once is remembered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
    first = (row[0] if row else 0) + 1
    return list(range(first, first + count))
