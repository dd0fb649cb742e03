"""The statements of the writer's hot path, as plain SQL.

The ORM spends several times as long on building each of these as the database on running it
(`make bench-log` shows both); they are the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, models

# Databases take so many thousand values in one statement, and a row has a few dozen at most.
AT_ONCE = 500
AS_IT_IS = {int, str, type(None)}


class Locked(NamedTuple):
    stream: int
    epoch: str
    head: int


def lock(streams: set[int]) -> list[Locked]:
    """Locks streams in the one order that all transactions use: by rank, then id.

    Rows that point to a stream may come and go meanwhile, as every command does at its commit.
    """
    if not streams:
        return []
    for_update = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    sql = f"SELECT id, epoch, head FROM log_stream WHERE id IN ({_marks(len(streams))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY rank, id{for_update}", list(streams))
        return [Locked(*row) for row in cursor.fetchall()]


def look(stream: int) -> Locked | None:
    """Where a stream stands, without a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, epoch, head FROM log_stream WHERE id = %s", [stream])
        row = cursor.fetchone()
    return Locked(*row) if row else None


def advance(heads: dict[int, int]) -> None:
    """Moves the heads of locked streams to where their entries end."""
    with connection.cursor() as cursor:
        for stream, head in heads.items():
            cursor.execute("UPDATE log_stream SET head = %s WHERE id = %s", [head, stream])


def known(keys: Sequence[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of these (actor, key) have been answered before."""
    sql = f"SELECT actor_id, key FROM log_command WHERE key IN ({_marks(len(keys))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [key for _, key in keys])
        return {(actor, key) for actor, key in cursor.fetchall()} & set(keys)


def insert(rows: Sequence[models.Model]) -> None:
    """Writes rows of one model, some hundred in one statement; their keys must be set already."""
    for start in range(0, len(rows), AT_ONCE):
        _write(rows[start : start + AT_ONCE])


def upsert(rows: Sequence[models.Model], unique: Sequence[str], changing: Sequence[str]) -> None:
    """The same for rows that may be there already, told by `unique`: then `changing` is written over."""
    for start in range(0, len(rows), AT_ONCE):
        _write(rows[start : start + AT_ONCE], _over(tuple(unique), tuple(changing)))


def _write(rows: Sequence[models.Model], then: str = "") -> None:
    model = type(rows[0])
    fields = _fields(model)
    values = [_value(field, getattr(row, field.attname)) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insert(model, len(rows)) + then, values)


@lru_cache
def _over(unique: tuple[str, ...], changing: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    places = ", ".join(quote(column) for column in unique)
    written = ", ".join(f"{quote(column)} = EXCLUDED.{quote(column)}" for column in changing)
    return f" ON CONFLICT ({places}) DO UPDATE SET {written}"


def _value(field: Any, value: Any) -> Any:
    """What the driver takes; numbers and texts go as they are, except into JSON."""
    if type(value) in AS_IT_IS and not isinstance(field, models.JSONField):
        return value
    return field.get_db_prep_save(value, connection)


@lru_cache
def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.column]


@lru_cache(maxsize=512)
def _insert(model: type[models.Model], count: int) -> str:
    quote = connection.ops.quote_name
    fields = _fields(model)
    columns = ", ".join(quote(field.column) for field in fields)
    row = f"({_marks(len(fields))})"
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)
