"""What a document on paper is made of, whoever sets it."""

from __future__ import annotations

from dataclasses import dataclass, field

from polylogue.transcripts.items import Picture
from polylogue.transcripts.prose import Block


@dataclass(slots=True)
class Heading:
    """`is_listed`: whether the contents name it."""

    level: int
    text: str
    is_listed: bool = True


@dataclass(slots=True)
class Note:
    """A line in small print."""

    text: str


@dataclass(slots=True)
class Said:
    """An entry. `who` is none where nobody said it, but something happened."""

    who: str = ""
    place: str = ""
    what: str = ""
    time: str = ""
    mark: str = ""
    answered: str = ""
    remarks: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    before: list[list[Block]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


@dataclass(slots=True)
class Card:
    title: str
    said: list[tuple[str, str]]
    by: str
    votes: str


@dataclass(slots=True)
class Cards:
    """All that lies on a board, as a table; `lanes`: by title, what stands in each."""

    heads: list[str]
    lanes: list[tuple[str, list[Card]]]


@dataclass(slots=True)
class Grid:
    """A table; `widths` of its columns, in parts of the line."""

    heads: list[str]
    rows: list[list[str]]
    widths: tuple[float, ...]


@dataclass(slots=True)
class Drawing:
    svg: str
    alt: str


@dataclass(slots=True)
class Listed:
    lines: list[str]
    head: str = ""
    is_small: bool = False


Part = Heading | Note | Said | Cards | Grid | Drawing | Listed


@dataclass(slots=True)
class Volume:
    title: str
    label: str
    host: str
    days: str
    times: str
    remarks: list[str]
    number: int = 1
    parts: list[Part] = field(default_factory=list)
    entries: int = 0
    is_last: bool = False
