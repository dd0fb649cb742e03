"""Empties the database after a test that committed.

Django truncates every table and makes all permissions and content types anew, which takes longer
than most tests; only a few tables have rows to delete, and those of migrations stay, such as the
person that the system is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction
from django.test import TransactionTestCase

TRIES = 3
KEPT = {"django_migrations", "django_content_type", "auth_permission", "django_site"}


_standing: list[object] = []


def clear(_case: object = None) -> None:
    """Not while something stands that the tests of a module share."""
    if not _standing:
        _clear()


@contextmanager
def later() -> Iterator[None]:
    """Inside, tests that commit leave what they find; the database is emptied at the end."""
    _standing.append(None)
    try:
        yield
    finally:
        _standing.pop()
        _clear()


def _clear() -> None:
    """Again if a thread that had begun before (a lease that is renewed) wrote a row meanwhile."""
    for _ in range(TRIES):
        try:
            return _empty()
        except IntegrityError:
            continue
    return _empty()


def _empty() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _filled(cursor):
            kept = " WHERE NOT is_system" if table == "people_user" else ""
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}{kept}")


def install() -> None:
    """Has all tests with real transactions end so."""
    TransactionTestCase._fixture_teardown = clear  # type: ignore[method-assign]


def _filled(cursor) -> list[str]:
    names = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
    look = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})"
        for name in sorted(names)
    )
    cursor.execute(look)
    return [name for (name,) in cursor.fetchall()]
