"""What a person can find: the index asked for words, within what they can follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from polylogue.search import following, fulltext, kinds
from polylogue.search.query import Query

MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: words, and what it has to be besides; `before` goes on from a last page."""

    query: Query
    kind: str = ""
    authors: tuple[int, ...] = ()
    rooms: tuple[int, ...] = ()  # by their streams
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the streams they can follow, each with where it starts for them."""

    person: int
    root: int
    is_crew: bool
    streams: Mapping[int, int]


Condition = tuple[str, list[Any]]


def find(wanted: Wanted, reader: Reader) -> list[int]:
    """The ids of up to `MOST` passages, newest first; what was said up to now is among them."""
    streams = [s for s in reader.streams if not wanted.rooms or s in wanted.rooms]
    if not streams:
        return []
    following.catch_up(streams)
    conditions = [_reach(streams, reader), *_filters(wanted), _words(wanted, reader)]
    found = _newest(conditions)
    if any(kind in kinds.LIMITS for _, kind in found):
        # What a wing lets somebody see is costly to ask, and few searches find any of it.
        found = _newest([*conditions, *_limits(reader)])
    return [pk for pk, _ in found]


def _words(wanted: Wanted, reader: Reader) -> Condition:
    if wanted.query:
        place = following.place(reader.root)
        return fulltext.matching("search_passage", wanted.query, within=place)
    return "words <> ''", []


def _newest(conditions: list[Condition]) -> list[tuple[int, str]]:
    where = " AND ".join(f"({sql})" for sql, _ in conditions)
    found = f"SELECT id, kind FROM search_passage WHERE {where}"  # noqa: S608
    if connection.vendor == "postgresql":
        # Else the planner may walk all passages backwards, hoping for an early hit.
        found = f"WITH found AS MATERIALIZED ({found}) SELECT id, kind FROM found"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"{found} ORDER BY id DESC LIMIT {MOST}",
            [value for _, some in conditions for value in some],
        )
        return list(cursor.fetchall())


def _reach(streams: list[int], reader: Reader) -> Condition:
    """Only what reaches the person: their streams from where they begin, and what is for them."""
    sql = [f"stream_id IN ({_marks(streams)})", "audience = 'everyone' OR person_id = %s"]
    values = [*streams, reader.person]
    if reader.is_crew:
        sql[1] += " OR audience = 'crew'"
    for stream in streams:
        if since := reader.streams[stream]:
            sql.append("stream_id <> %s OR seq > %s")
            values += [stream, since]
    return " AND ".join(f"({one})" for one in sql), values


def _limits(reader: Reader) -> list[Condition]:
    """Of some kinds only what its wing lets this person see."""
    return [
        _only(kind, limit(reader.person, reader.root, reader.is_crew))
        for kind, limit in kinds.LIMITS.items()
    ]


def _only(kind: str, places: Iterable[tuple[int, int]]) -> Condition:
    by_stream: dict[int, list[int]] = {}
    for stream, seq in places:
        by_stream.setdefault(stream, []).append(seq)
    sql: list[str] = ["kind <> %s"]
    values: list[Any] = [kind]
    for stream, seqs in by_stream.items():
        sql.append(f"stream_id = %s AND seq IN ({_marks(seqs)})")
        values += [stream, *seqs]
    return " OR ".join(f"({one})" for one in sql), values


def _filters(wanted: Wanted) -> list[Condition]:
    found: list[Condition] = []
    if wanted.kind:
        found.append(("kind = %s", [wanted.kind]))
    if wanted.authors:
        found.append((f"author_id IN ({_marks(wanted.authors)})", list(wanted.authors)))
    if wanted.since:
        found.append(("at >= %s", [_moment(wanted.since)]))
    if wanted.until:
        found.append(("at < %s", [_moment(wanted.until)]))
    if wanted.before:
        found.append(("search_passage.id < %s", [wanted.before]))
    return found


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _marks(values: Any) -> str:
    return ", ".join(["%s"] * len(values))
