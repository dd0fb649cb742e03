"""What an archive of a dialogue holds: each app declares its tables, kinds of entries and of jobs here.

An archive knows no number of the installation it was made in: a row is known by its place in the file
of its table. Whatever names a row by its number, in a column of JSON, in an entry or in a job, is
therefore declared by its shape; a test fails for what is not (tests/archives/test_declarations.py).
Foreign keys say themselves what they name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class Shape:
    """Where in a value of JSON rows are named."""


@dataclass(frozen=True, slots=True)
class Plain(Shape):
    """No row is named in it. `of`: what it is, if anything else would break who reads it."""

    of: Any = Any


@dataclass(frozen=True, slots=True)
class Ref(Shape):
    """The number of a row, 0 or none for no row."""

    model: str


@dataclass(frozen=True, slots=True)
class Listed(Shape):
    """A list of the same; `is_sorted`: by number, so that its order says nothing."""

    each: Shape
    is_sorted: bool = False


@dataclass(frozen=True, slots=True)
class Row(Shape):
    """A list whose parts have shapes of their own."""

    parts: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Valued(Shape):
    """An object with the same for every key; the keys name nothing."""

    each: Shape


@dataclass(frozen=True, slots=True)
class Keyed(Shape):
    """An object with a shape by key. What is not named here names no row, or `only` these may be there.

    `of`: what the whole is, if anything else would break who reads it.
    """

    parts: Mapping[str, Shape]
    only: bool = False
    of: Any = Any


@dataclass(frozen=True, slots=True)
class Dashed(Shape):
    """A text of parts with a dash between them: "12-7"."""

    parts: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Chosen(Shape):
    """Another column of the row says which of the shapes it is."""

    column: str
    among: Mapping[str, Shape]


PLAIN = Plain()
NUMBER = Plain(int)
WORDS = Plain(list[str])
PERSON, STREAM, ROOM = Ref("people.User"), Ref("log.Stream"), Ref("rooms.Room")


def many(each: Shape) -> Listed:
    return Listed(each)


def row(*parts: Shape) -> Row:
    return Row(parts)


def dashed(*parts: Shape) -> Dashed:
    return Dashed(parts)


def keyed(**parts: Shape) -> Keyed:
    return Keyed(parts)


Store = Callable[[Any, str, bytes], str]
"""Puts bytes into the storage for a column of a row that is restored; returns their name, or refuses."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of which an archive holds the rows of one dialogue.

    `within` leads from a row to the dialogue or to a stream of it. `shapes` are those of columns that
    are no foreign keys; `numbers`, columns that count and name no row. `left` are columns that never
    are in an archive: secrets, and what belongs to the installation. `stored` name bytes in the storage;
    `shares`: several rows may name the same, and do so again where they are restored.
    `where`: which rows there are in an archive at all.
    """

    label: str
    within: str
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    stored: frozenset[str] = frozenset()
    store: Store | None = None
    shares: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)


TABLES: dict[str, Table] = {}
LEFT_OUT: dict[str, str] = {}
ENTRIES: dict[str, Shape] = {}
JOBS: dict[str, Shape] = {}
JOBS_LEFT_OUT: dict[str, str] = {}
PLACES: dict[str, Shape] = {}
MARKS: dict[str, Shape] = {}


def table(
    label: str,
    *,
    within: str,
    numbers: str = "",
    left: str = "",
    stored: str = "",
    store: Store | None = None,
    shares: bool = False,
    where: Mapping[str, Any] | None = None,
    **shapes: Shape,
) -> None:
    """Declares a table, in the order in which archives hold them."""
    _once(label, TABLES, LEFT_OUT)
    TABLES[label] = Table(
        label,
        within,
        shapes,
        frozenset(numbers.split()),
        frozenset(left.split()),
        frozenset(stored.split()),
        store,
        shares,
        where or {},
    )


def left_out(label: str, because: str) -> None:
    """Declares a table of which nothing is in an archive."""
    _once(label, TABLES, LEFT_OUT)
    LEFT_OUT[label] = because


def entries(prefix: str, *names: str, **shapes: Shape) -> None:
    """Declares the kinds of an app: `names` of those that name no row and count nothing."""
    for name, shape in (dict.fromkeys(names, PLAIN) | shapes).items():
        _declare(ENTRIES, f"{prefix}.{name}", shape)


def job(kind: str, **parts: Shape) -> None:
    """Declares a kind of job that goes on in the restored dialogue, whose lane it has."""
    _once(kind, JOBS, JOBS_LEFT_OUT)
    JOBS[kind] = Keyed({"lane": STREAM} | parts, only=True)


def job_left_out(kind: str, because: str) -> None:
    _once(kind, JOBS, JOBS_LEFT_OUT)
    JOBS_LEFT_OUT[kind] = because


def place(kind: str, shape: Shape) -> None:
    """Declares how a source of promotions names one of it."""
    _declare(PLACES, kind, shape)


def mark(name: str, shape: Shape) -> None:
    """Declares what a wing keeps in the marks of a message."""
    _declare(MARKS, name, shape)


def _declare(known: dict[str, Shape], name: str, shape: Shape) -> None:
    _once(name, known)
    known[name] = shape


def _once(name: str, *known: Mapping[str, Any] | Sequence[str]) -> None:
    if any(name in one for one in known):
        raise ValueError(f"{name} is declared twice")
