"""The same rows as the writer's, by the bare driver: the floor that the log is measured against."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import time
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

ENTRY = (
    "INSERT INTO log_entry (stream_id, seq, kind, actor_id, at, audience, person_id, data, redacted_at)"
    " VALUES ({0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0})"
)
Row = tuple[int, int, str]
"""The author, the seq and the key of a message."""
WRITTEN = ("stream_id", "seq", "author_id", "posted_at", "text")
COMMAND = (
    "INSERT INTO log_command (actor_id, key, digest, root_id, result, at)"
    " VALUES ({0}, {0}, {0}, {0}, {0}, {0})"
)
ADVANCE = "UPDATE log_stream SET head = head + {0} WHERE id = {0} RETURNING head"


def rate(
    stream: int, root: int, people: list[int], text: str, count: int, batch: int, run: int
) -> float:
    """Messages a second: entry, message, command and head, `batch` to a transaction."""
    if connection.vendor == "sqlite":
        database = _sqlite()
        mark = "?"
    else:
        database = _postgres()
        mark = "%s"
    advance, *inserts = (sql.format(mark) for sql in (ADVANCE, ENTRY, _message_sql(), COMMAND))
    rest = tuple(_rest().values())
    cursor = database.cursor()
    started = time.perf_counter()
    for start in range(0, count, batch):
        size = min(batch, count - start)
        if mark == "?":
            cursor.execute("BEGIN IMMEDIATE")
        cursor.execute(advance, (size, stream))
        first = cursor.fetchone()[0] - size + 1
        now = dt.datetime.now(dt.UTC)
        at: Any = now.isoformat(sep=" ") if mark == "?" else now
        rows = [(people[n % len(people)], first + n, f"raw-{run}-{start + n}") for n in range(size)]
        tables = _entries(rows, stream, at), _messages(rows, stream, at, text, rest)
        for insert, values in zip(
            inserts, (*tables, _commands(rows, stream, at, root)), strict=True
        ):
            cursor.executemany(insert, values)
        cursor.execute("COMMIT")
    seconds = time.perf_counter() - started
    database.close()
    return count / seconds


def _entries(rows: list[Row], stream: int, at: Any) -> list[tuple[Any, ...]]:
    posted, audience = "chat.message_posted", "everyone"
    return [
        (stream, seq, posted, who, at, audience, None, json.dumps({"key": key}), None)
        for who, seq, key in rows
    ]


def _messages(
    rows: list[Row], stream: int, at: Any, text: str, rest: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    return [(stream, seq, who, at, text, *rest) for who, seq, _ in rows]


def _commands(rows: list[Row], stream: int, at: Any, root: int) -> list[tuple[Any, ...]]:
    return [
        (who, key, "0" * 32, root, json.dumps({"stream": stream, "seq": seq}), at)
        for who, seq, key in rows
    ]


def _message_sql() -> str:
    columns = [*WRITTEN, *_rest()]
    marks = ", ".join(["{0}"] * len(columns))
    return f"INSERT INTO chat_message ({', '.join(columns)}) VALUES ({marks})"


def _rest() -> dict[str, Any]:
    """The other columns of a new message, as they stand in the table."""
    from chat.models import Message

    blank = Message()
    fields = [field for field in Message._meta.concrete_fields if field.column not in WRITTEN]
    return {
        field.column: field.get_db_prep_save(getattr(blank, field.attname), connection)
        for field in fields
        if field.column
    }


def _sqlite() -> Any:
    database = sqlite3.connect(
        settings.DATABASES["default"]["NAME"], isolation_level=None, timeout=10
    )
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    return database


def _postgres() -> Any:
    found = settings.DATABASES["default"]
    return psycopg.connect(
        host=found["HOST"],
        port=found["PORT"],
        user=found["USER"],
        password=found["PASSWORD"],
        dbname=found["NAME"],
        options="-c synchronous_commit=on",
    )
