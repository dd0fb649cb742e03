"""The index follows the log: it knows how far it has read each stream, and goes on from there.

Nothing is done for it when something is said. Whoever searches has what is new read first, and the
worker reads on whenever it has nothing else to do; a crash loses nothing, because what was read and
how far is kept in one transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction

from polylogue.jobs.tasks import when_idle
from polylogue.log import facts, reading
from polylogue.log.models import Entry, Stream
from polylogue.search import kinds
from polylogue.search.models import Cursor
from polylogue.search.words import normalise

log = logging.getLogger("polylogue.search")

BEFORE_A_SEARCH = 2000
WHEN_IDLE = 200
AT_A_TIME = 20  # streams
ROWS = 100
ODD = (LookupError, TypeError, ValueError, AttributeError, RecursionError, ObjectDoesNotExist)
"""What comes of entries whose rows are not as they should be, and would come again and again."""

Span = tuple[int, int]


@when_idle
def read_on() -> None:
    """A little of what is new anywhere, so that nobody who searches has to wait for it."""
    _catch_up(_behind(), WHEN_IDLE)


def catch_up(streams: Iterable[int], *, most: int = BEFORE_A_SEARCH) -> int:
    """Reads up to `most` new entries of these streams; returns how many there were."""
    return _catch_up(_behind(streams), most)


def _catch_up(behind: list[int], most: int) -> int:
    """What of a stream cannot be read is not found, and keeps nobody from what is said elsewhere."""
    try:
        return _read(behind, most)
    except ODD:
        log.exception("not all of the streams %s can be read", behind)
        return (
            _pass_by(behind[0]) if len(behind) == 1 else sum(_catch_up([s], most) for s in behind)
        )


def _pass_by(stream: int) -> int:
    with transaction.atomic():
        ((_after, head),) = _locked([stream]).values()
        Cursor.objects.filter(stream=stream).update(seq=head)
    return 0


def _read(behind: list[int], most: int) -> int:
    if not behind:
        return 0
    with transaction.atomic():
        spans = _spans(_locked(behind), most)
        _keep(_touched(spans))
        for stream, (_, to) in spans.items():
            Cursor.objects.filter(stream=stream).update(seq=to)
    return sum(to - after for after, to in spans.values())


def _behind(streams: Iterable[int] | None = None) -> list[int]:
    """Which of these streams (of some of all) have entries that were not read yet."""
    wanted, values = "", []
    if streams is not None:
        values = sorted(streams)
        if not values:
            return []
        wanted = f"s.id IN ({', '.join(['%s'] * len(values))}) AND"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id FROM log_stream s LEFT JOIN search_cursor c ON c.stream_id = s.id"  # noqa: S608
            f" WHERE {wanted} s.head > coalesce(c.seq, 0) ORDER BY s.id"
            f" LIMIT {len(values) or AT_A_TIME}",
            values,
        )
        return [stream for (stream,) in cursor.fetchall()]


def _locked(streams: Sequence[int]) -> dict[int, Span]:
    """For each stream how far it was read and how far it goes; others wait until this is kept."""
    Cursor.objects.bulk_create([Cursor(stream_id=s) for s in streams], ignore_conflicts=True)
    held = Cursor.objects.select_for_update().filter(stream__in=streams).order_by("stream")
    read = dict(held.values_list("stream", "seq"))
    heads = dict(Stream.objects.filter(pk__in=streams).values_list("pk", "head"))
    return {stream: (seq, heads[stream]) for stream, seq in read.items()}


def _spans(behind: dict[int, Span], most: int) -> dict[int, Span]:
    spans = {}
    for stream, (after, head) in behind.items():
        to = min(head, after + most)
        if to > after:
            spans[stream] = (after, to)
            most -= to - after
    return spans


def _touched(spans: dict[int, Span]) -> list[Entry]:
    """The new entries that can be found, and the earlier ones that look otherwise because of others."""
    new = reading.ranges(spans) if spans else []
    found = {(e.stream_id, e.seq): e for e in new if e.kind in kinds.READERS}
    changed: dict[int, set[int]] = {}
    for entry in new:
        seq = facts.changes_look_of(entry)
        if seq and (entry.stream_id, seq) not in found:
            changed.setdefault(entry.stream_id, set()).add(seq)
    for stream, seq in _aside(new):
        changed.setdefault(stream, set()).add(seq)
    for stream, seqs in changed.items():
        seqs |= {seq for along in kinds.ALONG for seq in along(stream, seqs)}
        again = reading.places(stream, seqs)
        found |= {(e.stream_id, e.seq): e for e in again if e.kind in kinds.READERS}
    return sorted(found.values(), key=lambda entry: (entry.at, entry.stream_id, entry.seq))


def _aside(new: list[Entry]) -> set[tuple[int, int]]:
    """The places that new entries change without being about them."""
    by_reader: dict[kinds.Aside, list[Entry]] = {}
    for entry in new:
        if aside := kinds.ASIDE.get(entry.kind):
            by_reader.setdefault(aside, []).append(entry)
    return {place for aside, entries in by_reader.items() for place in aside(entries)}


def _keep(entries: list[Entry]) -> None:
    shown = facts.resolve(entries)
    roots = dict(
        Stream.objects.filter(pk__in={e.stream_id for e in entries}).values_list("pk", "root")
    )
    rows = [_row(e, shown[e.stream_id, e.seq], roots[e.stream_id] or e.stream_id) for e in entries]
    for at in range(0, len(rows), ROWS):
        _upsert(rows[at : at + ROWS])


def _row(entry: Entry, shown: dict[str, Any], root: int) -> tuple[Any, ...]:
    said = kinds.said(entry, shown)
    words = f"{place(root)} {normalise(said.text)}" if said else ""
    kind = said.kind if said else ""
    audience = said.audience if said and said.audience else entry.audience
    who = entry.actor_id, kind, audience, entry.person_id
    return entry.stream_id, entry.seq, entry.at, *who, words


def place(root: int) -> str:
    """A word that no text has: it keeps a search within its dialogue, whatever else there is."""
    return f"@{root}"


def _upsert(rows: list[tuple[Any, ...]]) -> None:
    marks = ", ".join([f"({', '.join(['%s'] * len(rows[0]))})"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_passage"  # noqa: S608
            " (stream_id, seq, at, author_id, kind, audience, person_id, words)"
            f" VALUES {marks} ON CONFLICT (stream_id, seq) DO UPDATE"
            " SET words = excluded.words, kind = excluded.kind, audience = excluded.audience",
            [value for row in rows for value in row],
        )
