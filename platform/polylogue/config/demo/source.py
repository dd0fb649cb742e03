"""The demo event as it is written down in the JSON files beside this module."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import TypeVar

import msgspec

FOLDER = Path(__file__).parent
T = TypeVar("T")


class PlannedSession(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A session of the programme; `conversation` names the file of what was said in it."""

    key: str
    kind: str
    title: str
    description: str
    starts: str
    ends: str
    conversation: str | None

    @property
    def clock(self) -> tuple[time, time]:
        return time.fromisoformat(self.starts), time.fromisoformat(self.ends)


class Day(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    day: int
    sessions: list[PlannedSession]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    summary: str
    host: str
    time_zone: str
    languages: list[str]
    topics: list[str]
    days: list[Day]


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody invented; `cast` marks those whom the demo's sign-in page offers."""

    key: str
    name: str
    organisation: str
    city: str
    country: str
    sector: str
    languages: list[str]
    pronouns: str
    roles: list[str]
    cast: str | None = None

    @property
    def email(self) -> str:
        return f"{self.key}@demo.example"


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something done in the plenary, `at` so many seconds after its session began.

    A message has an `id`, by which a later line may edit or delete it.
    """

    at: float
    by: str
    id: str | None = None
    text: str = ""
    lang: str | None = None
    edits: str | None = None
    deletes: str | None = None
    announces: str | None = None
    raises_hand: bool = False
    lowers_hand: bool = False
    calls: str | None = None
    session: str | None = None


class Remark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the live conversation, said whenever its turn comes."""

    by: str
    lang: str
    text: str


class Practice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A good practice made of messages, by their ids."""

    key: str
    messages: list[str]
    title: str
    city: str
    country: str
    contact: str
    sector: str
    starting_point: str
    what_was_done: str
    who_was_involved: str
    cost_and_time: str
    results: str
    what_failed: str
    conditions: str
    topics: list[str]
    naming: str


def event() -> Event:
    return _read("event.json", Event)


def people() -> list[Person]:
    return _read("people.json", list[Person])


def live() -> list[Remark]:
    return _read("live.json", dict[str, list[Remark]])["lines"]


def practices() -> list[Practice]:
    return _read("practices.json", list[Practice])


def lines(session: PlannedSession) -> list[Line]:
    """What happened in a session, in order: its conversation, and hands and announcements."""
    moments = [m for m in _read("moments.json", list[Line]) if m.session == session.key]
    return sorted(_conversation(session.conversation) + moments, key=lambda line: line.at)


def _conversation(name: str | None) -> list[Line]:
    if name is None:
        return []
    text = (FOLDER / "conversations" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [msgspec.json.decode(line, type=Line) for line in text.splitlines() if line.strip()]


def _read(name: str, kind: type[T]) -> T:
    return msgspec.json.decode((FOLDER / name).read_bytes(), type=kind)
