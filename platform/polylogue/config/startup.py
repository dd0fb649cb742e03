"""What must be true before this process serves or works; anything else stops it with a sentence."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

NEEDED = {
    "sqlite": {"PRAGMA journal_mode": {"wal"}, "PRAGMA synchronous": {"2", "3"}},
    "postgresql": {
        "SHOW synchronous_commit": {"on", "remote_apply"},
        "SHOW fsync": {"on"},
        "SHOW transaction_isolation": {"read committed"},
    },
}


class NotReady(Exception):
    """What is wrong, and how to mend it."""


def make_folders() -> None:
    """The folders of a first start, for their owner alone: sessions and words lie in them.

    Those that cannot be made are missed by who needs them.
    """
    folders = [settings.DATA, settings.STATIC_ROOT]
    if connection.vendor == "sqlite":
        folders.append(Path(settings.DATABASES["default"]["NAME"]).parent)
    for folder in folders:
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def checked(*, serves: bool) -> Iterator[None]:
    """Runs what is inside if the database keeps what it is given and, to serve, is free for us."""
    try:
        with alone() if serves else nullcontext():
            reachable()
            durable()
            migrated()
            connection.close()
            yield
    except NotReady as problem:
        print(f"polylogue: {problem}", file=sys.stderr)  # noqa: T201
        sys.exit(1)


def reachable() -> None:
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        raise NotReady(
            f"the database cannot be reached: {problem}".strip()
            + "\n  Start it, or correct POLYLOGUE_DATABASE_URL."
        ) from problem


def durable() -> None:
    """Raises NotReady if the database could lose what it said was committed."""
    for question, good in NEEDED[connection.vendor].items():
        with connection.cursor() as cursor:
            cursor.execute(question)
            answer = str(cursor.fetchone()[0])
        if answer not in good:
            raise NotReady(
                f"the database says {answer!r} to {question}; {' or '.join(sorted(good))} is needed,"
                " or messages that were confirmed can be lost.\n  SQLite needs a local disk;"
                " on PostgreSQL reset the setting for this role and database."
            )


def migrated() -> None:
    executor = MigrationExecutor(connection)
    if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady(
            f"the database lacks {len(missing)} migrations.\n  Run: polylogue manage migrate"
        )


@contextmanager
def alone() -> Iterator[None]:
    """On SQLite one process serves a database; a second one is refused. The lock ends with us."""
    if connection.vendor != "sqlite":
        yield
        return
    database = Path(settings.DATABASES["default"]["NAME"])
    with database.with_suffix(".serving").open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotReady(
                f"{database} is already served by another process, which also does the background"
                " work.\n  Stop that one, or use PostgreSQL and Valkey for several"
                " (docs/operations.md)."
            ) from None
        yield
