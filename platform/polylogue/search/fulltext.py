"""The full-text index of a table on either database, kept by the database itself.

The table has an integer `id` and a text column of normalised words (polylogue.search.words). SQLite
gets an FTS5 table `<table>_fts` that triggers keep; PostgreSQL a generated column `terms` with a GIN
index. Both hold exactly the words that Python made: no parser of theirs has a say.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, migrations

from polylogue.search.query import Query

# Positions make phrases possible; PostgreSQL counts no further than 16383.
TERMS_OF = """
CREATE OR REPLACE FUNCTION polylogue_terms(words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(quote_literal(word) || ':' || least(place, 16383), ' '), '')::tsvector
  FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS found(word, place) WHERE word <> ''
$$
"""


def index(table: str, column: str = "words") -> migrations.RunPython:
    """An operation for the migration that makes the table."""

    def make(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in (_postgres if vendor == "postgresql" else _sqlite)(table, column):
            schema_editor.execute(statement, None)

    def drop(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TABLE {table}_fts", None)

    return migrations.RunPython(make, drop)


def matching(table: str, query: Query, *, within: str = "") -> tuple[str, list[Any]]:
    """A condition on rows of `table` and its values: those that have every term, and `within`."""
    if connection.vendor == "postgresql":
        place = f"'{within}' & " if within else ""
        return f"{table}.terms @@ %s::tsquery", [place + query.tsquery]
    place = f'"{within}" AND ' if within else ""
    found = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s"  # noqa: S608
    return f"{table}.id IN ({found})", [place + query.fts5]


def _postgres(table: str, column: str) -> list[str]:
    return [
        TERMS_OF,
        f"ALTER TABLE {table} ADD COLUMN terms tsvector"
        f" GENERATED ALWAYS AS (polylogue_terms({column})) STORED",
        f"CREATE INDEX {table}_terms ON {table} USING gin (terms)",
    ]


def _sqlite(table: str, column: str) -> list[str]:
    fts, words = f"{table}_fts", column
    put = f"INSERT INTO {fts}(rowid, {words}) VALUES (new.id, new.{words});"  # noqa: S608
    drop = f"INSERT INTO {fts}({fts}, rowid, {words}) VALUES ('delete', old.id, old.{words});"  # noqa: S608
    return [
        f"CREATE VIRTUAL TABLE {fts} USING fts5({words}, content='{table}', content_rowid='id',"
        " tokenize=\"ascii tokenchars '@'\")",
        f"CREATE TRIGGER {fts}_put AFTER INSERT ON {table} BEGIN {put} END",
        f"CREATE TRIGGER {fts}_drop AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {fts}_renew AFTER UPDATE OF {words} ON {table} BEGIN {drop} {put} END",
    ]
