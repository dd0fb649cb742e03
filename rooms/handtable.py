"""One board with the hands of the people at it, as this process knows them. It asks and sends nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from rooms.handframes import Doing
from rooms.line import Line

BUSY = 50
ACTIVE_SECONDS = 3.0
LOST_SECONDS = 15.0

Parts = dict[str, Any]
# What a hand does of which nothing was said.
IDLE: Parts = {
    "at": None,
    "chosen": [],
    "held": None,
    "writing": None,
    "view": None,
    "leads": False,
}


def parts_of(doing: Doing) -> Parts:
    """What is said of a hand, without what is left out."""
    said = ((name, getattr(doing, name)) for name in Doing.__struct_fields__)
    return {name: value for name, value in said if value is not msgspec.UNSET}


def named(said: Iterable[Parts]) -> set[str]:
    """The pieces that are spoken of."""
    names: set[str] = set()
    for parts in said:
        names.update(parts.get("chosen", ()))
        if writing := parts.get("writing"):
            names.add(writing[0])
    return names


@dataclass(slots=True)
class Shown:
    """A hand as it is told: by a socket of this process, or by another process."""

    parts: Parts
    line: Line | None
    heard_at: float
    moved_at: float


class News(NamedTuple):
    """What changed since the last tick: parts by person, whose hand is gone, and whose is new."""

    hands: dict[int, Parts]
    gone: set[int]
    came: set[int]


@dataclass(eq=False)
class Table:
    """`own`: by socket of this process, all that it said; `wishes`: what it said since the last tick.

    `lookers`: the sockets that only look on; `left`: whose hand left this process, for the others; `told`: who has heard of all hands before.
    """

    stream: int
    dialogue: int
    own: dict[Line, Parts] = field(default_factory=dict)
    wishes: dict[Line, Parts] = field(default_factory=dict)
    lookers: set[Line] = field(default_factory=set)
    shown: dict[int, Shown] = field(default_factory=dict)
    told: set[Line] = field(default_factory=set)
    is_checked: bool = False
    flushed_at: float = 0.0
    repeated_at: float = 0.0
    hands: dict[int, Parts] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    came: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)

    def say(self, line: Line, parts: Parts) -> None:
        """A socket of this process says what its hand does; shown with the next tick."""
        self.own.setdefault(line, {})
        self.wishes.setdefault(line, {}).update(parts)

    def look(self, line: Line) -> None:
        """A socket of this process only looks on: it is told of all hands, its person's too, and shows none."""
        self.own.setdefault(line, {})
        self.lookers.add(line)

    def concerns(self, line: Line, touched: set[int]) -> bool:
        """Whether a socket has to be told that these hands changed."""
        return bool(touched if line in self.lookers else touched - {line.person})

    def leave(self, line: Line) -> None:
        """The socket is away: its hand is not shown any more, and it is told nothing."""
        self.lookers.discard(line)
        self.own.pop(line, None)
        self.wishes.pop(line, None)
        self.told.discard(line)
        shown = self.shown.get(line.person)
        if shown and shown.line is line:
            self._take_away(line.person)
            self.left.add(line.person)

    def wish_again(self, wishes: dict[Line, Parts]) -> None:
        """It could not be asked whether this may be shown, so it waits; what was said since counts more."""
        self.is_checked = False
        self.wishes = wishes | {
            line: wishes.get(line, {}) | parts for line, parts in self.wishes.items()
        }

    def settle(self, wishes: dict[Line, Parts], visible: set[str]) -> dict[int, Parts]:
        """Shows what was said, of pieces only those that everybody sees; by person, for other processes."""
        changed: dict[int, Parts] = {}
        for line, parts in wishes.items():
            if line in self.own:
                said = _seen(parts, visible)
                if not line.crew:
                    said.pop("leads", None)
                changed.setdefault(line.person, {}).update(self._show_own(line, said))
        return changed

    def _show_own(self, line: Line, said: Parts) -> Parts:
        """The socket from which the person said something last is the one that counts."""
        own = self.own[line]
        own.update(said)
        before = self.shown.get(line.person)
        if before is None or before.line is not line:
            said = IDLE | own
        self.show(line.person, said, line)
        return said

    def show(self, person: int, parts: Parts, line: Line | None = None) -> None:
        now = time.monotonic()
        shown = self.shown.get(person)
        if shown is None:
            shown = self.shown[person] = Shown(dict(IDLE), line, now, now)
            self.came.add(person)
            self.gone.discard(person)
        changed = {name: v for name, v in parts.items() if shown.parts.get(name) != v}
        shown.parts |= changed
        shown.line, shown.heard_at = line, now
        if changed:
            shown.moved_at = now
        if changed or person in self.came:
            self.hands.setdefault(person, {}).update(changed)

    def hear(self, person: int, parts: Parts) -> None:
        """Another process tells of a hand; the same person's at this process counts more."""
        shown = self.shown.get(person)
        if shown is None or shown.line is None:
            self.show(person, parts)

    def hear_gone(self, person: int) -> None:
        shown = self.shown.get(person)
        if shown and shown.line is None:
            self._take_away(person)

    def forget_lost(self) -> None:
        """Takes away what sockets left that are gone, and processes that tell nothing any more."""
        for line in list(self.own):
            if line.closing or self.stream not in line.follows:
                self.leave(line)
        lost = time.monotonic() - LOST_SECONDS
        for person, shown in list(self.shown.items()):
            if shown.line is None and shown.heard_at < lost:
                self._take_away(person)

    def _take_away(self, person: int) -> None:
        del self.shown[person]
        self.hands.pop(person, None)
        self.came.discard(person)
        self.gone.add(person)

    def news(self) -> News:
        """What is to be told; from now on it is."""
        news = News(self.hands, self.gone, self.came)
        self.hands, self.gone, self.came = {}, set(), set()
        return news

    def own_hands(self) -> dict[int, Parts]:
        """All that is known by this process's own sockets."""
        return {p: shown.parts for p, shown in self.shown.items() if shown.line is not None}

    @property
    def is_busy(self) -> bool:
        """Whether so many hands move that each is told of less often."""
        since = time.monotonic() - ACTIVE_SECONDS
        return sum(shown.moved_at > since for shown in self.shown.values()) > BUSY


def _seen(parts: Parts, visible: Iterable[str]) -> Parts:
    seen = dict(parts)
    if "chosen" in parts:
        seen["chosen"] = [name for name in parts["chosen"] if name in visible]
    if parts.get("writing") and parts["writing"][0] not in visible:
        seen["writing"] = None
    return seen
