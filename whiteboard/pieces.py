"""What can lie on a board: kinds of pieces, the fields of each, and what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from polylogue.kit.uploads.limits import ALT_LENGTH
from polylogue.texts import units

FARTHEST = 1_000_000
LARGEST = 20_000
FILE = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
COLOURS = ("plain", "yellow", "orange", "red", "pink", "violet", "blue", "green")

Value = int | str | list[int] | None
Rev = tuple[int, int]
"""The entry that changed something last, and whose it was."""


class Kind(StrEnum):
    CARD = "card"
    NOTE = "note"
    GROUP = "group"
    LANE = "lane"
    CONNECTOR = "connector"
    TEXT = "text"
    STROKE = "stroke"
    IMAGE = "image"


MADE_PRIVATE = {Kind.CARD, Kind.NOTE, Kind.IMAGE}
VOTED_ON = {Kind.CARD, Kind.NOTE, Kind.GROUP, Kind.IMAGE}
IN_GROUPS = {Kind.CARD, Kind.NOTE, Kind.TEXT, Kind.STROKE, Kind.IMAGE}
IN_LANES = {Kind.CARD, Kind.NOTE, Kind.GROUP, Kind.TEXT, Kind.IMAGE}
CONNECTED = IN_LANES
ON_CANVAS = IN_LANES | {Kind.STROKE}


@dataclass(frozen=True, slots=True)
class Words:
    """A text of so many units of UTF-16 at most; several may write in it at once."""

    most: int

    def check(self, value: Value) -> None:
        if not isinstance(value, str) or wording.CONTROLS.search(value):
            raise Invalid
        if units.count(value) > self.most:
            raise Invalid


@dataclass(frozen=True, slots=True)
class Number:
    least: int
    most: int

    def check(self, value: Value) -> None:
        if type(value) is not int or not self.least <= value <= self.most:
            raise Invalid


@dataclass(frozen=True, slots=True)
class Choice:
    of: tuple[str, ...]

    def check(self, value: Value) -> None:
        if value not in self.of:
            raise Invalid


@dataclass(frozen=True, slots=True)
class Path:
    """Points of a line, x and y in turns, from where its piece lies."""

    most: int

    def check(self, value: Value) -> None:
        if not isinstance(value, list) or not 4 <= len(value) <= 2 * self.most or len(value) % 2:
            raise Invalid
        if any(type(n) is not int or abs(n) > LARGEST for n in value):
            raise Invalid


@dataclass(frozen=True, slots=True)
class Bytes:
    """The name of a picture that is kept (whiteboard.pictures); said once, when its piece is made."""

    def check(self, value: Value) -> None:
        if not isinstance(value, str) or not FILE.fullmatch(value):
            raise Invalid


Field = Words | Number | Choice | Path | Bytes
Fields = Mapping[str, Field]

SPOT: Fields = {name: Number(-FARTHEST, FARTHEST) for name in ("x", "y")}
SIZE: Fields = {name: Number(1, LARGEST) for name in ("w", "h")}
COLOUR: Fields = {"colour": Choice(COLOURS)}

FIELDS: dict[Kind, Fields] = {
    Kind.CARD: {**SPOT, **SIZE, **COLOUR},  # and those of the board's cards
    Kind.NOTE: {"text": Words(500), **SPOT, **SIZE, **COLOUR},
    Kind.GROUP: {"title": Words(200), **SPOT, **SIZE, **COLOUR},
    Kind.LANE: {"title": Words(120), **COLOUR},
    Kind.CONNECTOR: {"label": Words(120), **COLOUR},
    Kind.TEXT: {"text": Words(2000), **SPOT, **SIZE, **COLOUR},
    Kind.STROKE: {"points": Path(400), **SPOT, "width": Number(1, 40), **COLOUR},
    Kind.IMAGE: {"alt": Words(ALT_LENGTH), "file": Bytes(), **SPOT, **SIZE, **COLOUR},
}
TITLES = ("title", "text", "label", "alt")


class Piece(msgspec.Struct):
    """Something on a board as it stands. `revs`: by which entry, and whose, each part of it was changed
    last; its fields by their names, the rest by those below."""

    name: str
    kind: str
    by: int
    made: int
    fields: dict[str, Any] = {}
    revs: dict[str, Rev] = {}
    lane: str = ""
    order: str = ""
    group: str = ""
    ends: tuple[str, str] | None = None
    locked_by: int | None = None
    deleted_by: int | None = None
    private_to: int | None = None

    @property
    def seq(self) -> int:
        """The last entry that changed it."""
        return max((seq for seq, _ in self.revs.values()), default=self.made)

    @property
    def is_live(self) -> bool:
        return self.deleted_by is None

    @property
    def title(self) -> str:
        return next((str(self.fields[name]) for name in TITLES if self.fields.get(name)), "")

    def is_seen_by(self, person: int) -> bool:
        return self.private_to in (None, person)


LANE, ORDER, GROUP, LOCK, LIFE, SIGHT = "@lane", "@order", "@group", "@lock", "@life", "@sight"
