"""The transaction in progress: numbers entries of locked streams and writes rows in bulk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

import msgspec
from django.db import connection, models, transaction
from django.utils import timezone

from polylogue.log.facts import KINDS, Fact
from polylogue.log.models import Audience, Entry, Stream

_current = threading.local()
T = TypeVar("T")


class UndeclaredStream(Exception):
    """An action appended to a stream that its command did not declare."""


class Unit:
    """One transaction: the heads of its locked streams and the rows staged for its end."""

    def __init__(self) -> None:
        self.heads: dict[int, int] = {}
        self.before: dict[int, int] = {}
        self.rows: list[models.Model] = []
        self.entries: list[Entry] = []
        self.last: Entry | None = None
        self.known: dict[object, Any] = {}

    def lock(self, streams: set[int]) -> None:
        """Locks streams in the one order that all transactions use."""
        wanted = Stream.objects.filter(pk__in=streams).order_by("rank", "pk")
        if connection.features.has_select_for_update:
            wanted = wanted.select_for_update()
        self.before = dict(wanted.values_list("pk", "head"))
        self.heads = dict(self.before)

    @contextmanager
    def step(self, *, hot: bool, alone: bool) -> Iterator[None]:
        """Runs one command; if it raises, what it staged, appended and wrote is undone.

        A hot command only stages and appends, so it needs no savepoint; any other one finds in
        the tables what its neighbours appended and staged.
        """
        if not hot:
            self.flush()
            self.known.clear()
        heads, before = dict(self.heads), dict(self.before)
        rows, entries = len(self.rows), len(self.entries)
        self.last = None
        try:
            with nullcontext() if hot else transaction.atomic(savepoint=not alone):
                yield
        except BaseException:
            self.heads, self.before = heads, before
            del self.rows[rows:]
            del self.entries[entries:]
            raise
        finally:
            if not hot:
                self.known.clear()

    def flush(self) -> None:
        """Writes what was appended and staged so far, one statement per table, in that order."""
        entries, self.entries = self.entries, []
        Entry.objects.bulk_create(entries)
        rows, self.rows = self.rows, []
        for _, group in groupby(sorted(rows, key=lambda row: row._meta.label), key=type):
            alike = list(group)
            type(alike[0])._default_manager.bulk_create(alike)

    def close(self) -> dict[int, tuple[int, int]]:
        """Writes everything; returns for each stream that grew its (old, new) head."""
        self.flush()
        grown = {s: (old, self.heads[s]) for s, old in self.before.items() if self.heads[s] > old}
        for stream, (_, head) in grown.items():
            Stream.objects.filter(pk=stream).update(head=head)
        return grown


def current() -> Unit:
    """The unit this thread is writing in; raises RuntimeError outside the writer."""
    unit: Unit | None = getattr(_current, "unit", None)
    if unit is None:
        raise RuntimeError("the log is written through polylogue.log.writer only")
    return unit


@contextmanager
def writing(unit: Unit) -> Iterator[Unit]:
    outer = getattr(_current, "unit", None)
    _current.unit = unit
    try:
        yield unit
    finally:
        _current.unit = outer


@contextmanager
def dated(moment: datetime) -> Iterator[None]:
    """Inside, actions write history: what they do happened at this moment. For imports alone."""
    _current.moment = moment
    try:
        yield
    finally:
        _current.moment = None


def now() -> datetime:
    """The time of what is being written."""
    moment: datetime | None = getattr(_current, "moment", None)
    return moment or timezone.now()


def append(
    stream: int,
    fact: Fact,
    *,
    by: int,
    audience: Audience = Audience.EVERYONE,
    person: int | None = None,
    at: datetime | None = None,
) -> Entry:
    """Adds a fact to a locked stream and returns its entry, which has its number already."""
    unit = current()
    if stream not in unit.heads:
        raise UndeclaredStream(f"stream {stream} was not declared for {fact.kind}")
    if KINDS.get(fact.kind) is not type(fact):
        raise TypeError(f"{type(fact).__name__} is not a declared kind")
    unit.heads[stream] += 1
    unit.last = Entry(
        stream_id=stream,
        seq=unit.heads[stream],
        kind=fact.kind,
        actor_id=by,
        at=at or now(),
        audience=audience,
        person_id=person,
        data=msgspec.to_builtins(fact),
    )
    unit.entries.append(unit.last)
    return unit.last


def stage(row: models.Model) -> None:
    """Has a row written with its batch in one statement; for hot commands that only insert."""
    current().rows.append(row)


def memo(name: object, load: Callable[[], T]) -> T:
    """What `load` found once in this batch; forgotten as soon as a command may have changed it."""
    known = current().known
    if name not in known:
        known[name] = load()
    found: T = known[name]
    return found


def open_stream(rank: Stream.Rank, root: Stream | None = None) -> Stream:
    """Makes a new stream, which the running command may append to."""
    stream = Stream.objects.create(rank=rank, root=root)
    current().before[stream.pk] = current().heads[stream.pk] = 0
    return stream
