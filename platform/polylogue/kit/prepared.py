"""Queries that are put into SQL once, for the few that hundreds of people ask within a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet

Row = TypeVar("Row")

STAND_IN = -(2**40)  # no number that the database gives, nor one that stands in a query


class Prepared(Generic[Row]):
    """The rows of a `values_list` query that is asked with other numbers each time.

    Django takes longer to put such a query into SQL than the database to answer it. `build` is called
    once, with numbers that stand in for the real ones; it may branch on none of them.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], row: Callable[..., Row]) -> None:
        self.build = build
        self.row = row
        self._sql: dict[tuple[str, int], tuple[str, tuple[Any, ...]]] = {}

    def rows(self, *numbers: int) -> list[Row]:
        sql, params = self._prepared(len(numbers))
        by_stand_in = {STAND_IN - place: number for place, number in enumerate(numbers)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [by_stand_in.get(param, param) for param in params])
            return [self.row(*values) for values in cursor.fetchall()]

    def _prepared(self, count: int) -> tuple[str, tuple[Any, ...]]:
        known = (connection.vendor, count)
        if known not in self._sql:
            query = self.build(*(STAND_IN - place for place in range(count))).query
            self._sql[known] = query.get_compiler(connection=connection).as_sql()
        return self._sql[known]
