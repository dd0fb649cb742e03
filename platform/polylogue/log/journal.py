"""The transaction in progress: numbers entries of locked streams and writes rows in bulk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from itertools import groupby
from typing import Any, Protocol, TypeVar

import msgspec
from django.db import models, transaction
from django.utils import timezone

from polylogue.log import rows
from polylogue.log.facts import KINDS, Fact
from polylogue.log.models import Audience, Entry, Stream

_current = threading.local()
T = TypeVar("T")
R = TypeVar("R", bound=models.Model)


class Work(Protocol):
    """Rows that hot commands of one transaction change together."""

    def write(self) -> None:
        """Has the tables say what it says."""


W = TypeVar("W", bound=Work)


class UndeclaredStream(Exception):
    """An action appended to a stream that its command did not declare."""


class Unit:
    """One transaction: the heads of its locked streams and the rows staged for its end."""

    def __init__(self) -> None:
        self.heads: dict[int, int] = {}
        self.before: dict[int, int] = {}
        self.staged: list[models.Model] = []
        self.entries: list[Entry] = []
        self.works: dict[object, Work] = {}
        self.epochs: dict[int, str] = {}
        self.looked: dict[int, rows.Locked] = {}
        self.last: Entry | None = None
        self.hot = False

    def lock(self, streams: set[int]) -> None:
        """Locks streams in the one order that all transactions use."""
        locked = rows.lock(streams)
        self.epochs = {one.stream: one.epoch for one in locked}
        self.before = {one.stream: one.head for one in locked}
        self.heads = dict(self.before)

    def version(self, stream: int) -> tuple[str, int]:
        """Where a stream stands for this transaction, whether it is locked or not."""
        if stream in self.heads:
            return self.epochs.get(stream, ""), self.heads[stream]
        if stream not in self.looked:
            self.looked[stream] = rows.look(stream) or rows.Locked(stream, "", 0)
        return self.looked[stream].epoch, self.looked[stream].head

    @contextmanager
    def step(self, *, hot: bool, alone: bool) -> Iterator[None]:
        """Runs one command; if it raises, what it staged, appended and wrote is undone.

        A hot command only stages and appends, so it needs no savepoint; any other one finds in
        the tables what its neighbours appended and staged.
        """
        self.hot = hot
        if not hot:
            self.flush()
        heads, before = dict(self.heads), dict(self.before)
        staged, entries = len(self.staged), len(self.entries)
        self.last = None
        try:
            with nullcontext() if hot else transaction.atomic(savepoint=not alone):
                yield
        except BaseException:
            self.heads, self.before = heads, before
            del self.staged[staged:]
            del self.entries[entries:]
            raise

    def flush(self) -> None:
        """Writes what was appended and staged so far, one statement per table, in that order."""
        entries, self.entries = self.entries, []
        rows.insert(entries)
        staged, self.staged = self.staged, []
        for _, alike in groupby(sorted(staged, key=lambda row: row._meta.label), key=type):
            rows.insert(list(alike))
        works, self.works = self.works, {}
        for work in works.values():
            work.write()

    def close(self) -> dict[int, tuple[int, int]]:
        """Writes everything; returns for each stream that grew its (old, new) head."""
        self.flush()
        grown = {s: (old, self.heads[s]) for s, old in self.before.items() if self.heads[s] > old}
        rows.advance({stream: head for stream, (_, head) in grown.items()})
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


def is_history() -> bool:
    """Whether what is being written happened long ago: nobody is sent a mail about it."""
    return getattr(_current, "moment", None) is not None


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
    current().staged.append(row)


def staged(model: type[R]) -> list[R]:
    """The rows of a model that the transaction has staged and not yet written, oldest first."""
    return [row for row in current().staged if isinstance(row, model)]


def head(stream: int) -> int:
    """The number of the last entry of a locked stream."""
    return current().heads[stream]


def work(name: object, begin: Callable[[], W]) -> W:
    """What the transaction holds in memory under this name, for hot commands to change together.

    It is written with the batch, and before any other command reads the tables. A command changes it
    only when nothing can refuse it any more.
    """
    held = current().works
    if name not in held:
        held[name] = begin()
    found: W = held[name]  # type: ignore[assignment]
    return found


def memo(root: int, name: object, load: Callable[[], T]) -> T:
    """What `load` finds, kept by this thread for hot commands while the stream `root` stands still.

    Only for what never changes without an entry in `root`, the stream of the dialogue, written by
    a transaction that holds the lock of every stream it matters to: rights, roles, open rooms.
    Outside of the writer nothing is kept.
    """
    unit: Unit | None = getattr(_current, "unit", None)
    if unit is None or not unit.hot:
        return load()
    kept: dict[int, tuple[object, dict[object, Any]]] = _current.__dict__.setdefault("kept", {})
    version = unit.version(root)
    if root not in kept or kept[root][0] != version:
        kept[root] = version, {}
    values = kept[root][1]
    if name not in values:
        values[name] = load()
    found: T = values[name]
    return found


def forget() -> None:
    """Drops what this thread keeps, after a rollback: it may have seen what never happened."""
    _current.__dict__.pop("kept", None)


def open_stream(rank: Stream.Rank, root: Stream | None = None) -> Stream:
    """Makes a new stream, which the running command may append to."""
    return open_streams(rank, root, 1)[0]


def open_streams(rank: Stream.Rank, root: Stream | None, count: int) -> list[Stream]:
    """The same, so many in one statement."""
    made = Stream.objects.bulk_create(Stream(rank=rank, root=root) for _ in range(count))
    for stream in made:
        current().before[stream.pk] = current().heads[stream.pk] = 0
    return made
