"""What a transcript is told in, one after another: the events that every form writes in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from polylogue.dialogues.models import Session
from polylogue.log.models import Entry
from polylogue.transcripts.attending import Participant
from polylogue.transcripts.chapters import Chapter
from polylogue.transcripts.cut import Part, Transcript
from polylogue.transcripts.naming import Shown
from polylogue.transcripts.omissions import Omissions


class Remark(NamedTuple):
    """What became of an entry since, or who may see it: `kind` is crew, removed, edited, deleted or hidden."""

    kind: str
    at: datetime | None = None
    by: Shown | None = None
    because: str = ""


class Version(NamedTuple):
    """What a message said before, until this moment."""

    text: str
    until: datetime


class Picture(NamedTuple):
    """A picture that a message carries. `stored`: its small form in the private storage."""

    stored: str
    alt: str
    name: str


class Presence(NamedTuple):
    """Somebody was in the room, within the chapter, from one moment to another."""

    who: Shown
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """`parts` and `sessions`: as they are called in it. `programme`, `people`: of a record of the whole dialogue."""

    transcript: Transcript
    remarks: tuple[str, ...]
    parts: tuple[Part, ...]
    sessions: tuple[Session, ...]
    programme: tuple[Session, ...] = ()
    people: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A room, or what concerns the whole dialogue, within a chapter."""

    part: Part
    rule: str
    present: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: a message, with its `text`, or what happened, as a `sentence` with the words said with it.

    `anchor` names it in the document; passed on it has neither number nor time. `lines`: what stands
    below it. `data`: what it shows, for programs, where nobody is masked.
    """

    anchor: str
    who: Shown
    text: str = ""
    sentence: str = ""
    is_message: bool = False
    entry: Entry | None = None
    lines: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    answers: tuple[int, Shown] | None = None
    versions: tuple[Version, ...] = ()
    pictures: tuple[Picture, ...] = ()
    data: dict[str, Any] | None = None
    rule: str = ""

    @property
    def at(self) -> datetime | None:
        return self.entry.at if self.entry else None


@dataclass(frozen=True, slots=True)
class BoardCard:
    lane: str
    title: str
    said: tuple[tuple[str, str], ...]
    group: str
    kind: str
    by: str
    votes: int


@dataclass(frozen=True, slots=True)
class BoardState:
    """A board as everybody saw it at an entry of its stream."""

    title: str
    board: int
    stream: int
    seq: int
    cards: tuple[BoardCard, ...]
    connections: tuple[tuple[str, str, str], ...]
    drawing: str
    document: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """`told`: by stream, how many entries were; `parts`: as they are called in it."""

    transcript: Transcript
    parts: tuple[Part, ...]
    told: dict[int, int]
    omissions: Omissions


Event = Opening | Chapter | Section | Item | BoardState | Closing
