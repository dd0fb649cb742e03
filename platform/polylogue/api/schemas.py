"""What the API answers, as its OpenAPI description names it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import P, PathEx, QueryEx, Schema
from pydantic import Field

EPOCH_AND_SEQ = r"^([0-9a-f]{8}:[0-9]{1,15})?$"

Slug = PathEx[str, P(pattern=r"^[A-Za-z0-9_-]{1,50}$", description="as in /d/<slug>/")]
Stream = PathEx[int, P(ge=1, le=2**53)]
After = QueryEx[int, P(ge=0, le=2**53, description="`next` of the page before")]
Limit = QueryEx[int, P(ge=1, le=500, description="how many at most")]
Cursor = QueryEx[
    str, P(pattern=EPOCH_AND_SEQ, description="`cursor` of the page before; nothing for the start")
]


class Problem(Schema):
    """Why there is no answer: a code for programs, a sentence for people."""

    code: str
    sentence: str


class StreamState(Schema):
    """Where a stream of the log stands. `of`: the dialogue, a room, or something in a room."""

    stream: int
    epoch: str
    head: int
    of: str


class Dialogue(Schema):
    slug: str
    title: str
    summary: str
    host: str
    starts_on: date
    ends_on: date
    time_zone: str
    languages: list[str]
    topics: list[str]
    archived_at: datetime | None


class Session(Schema):
    id: int
    kind: str
    title: str
    description: str
    starts_at: datetime
    ends_at: datetime


class WholeDialogue(Dialogue):
    sessions: list[Session]
    stream: StreamState


class Dialogues(Schema):
    items: list[Dialogue]


class Person(Schema):
    """Somebody's part in the dialogue. `state`: in, waiting, left or removed."""

    id: int
    name: str
    city: str
    place: str
    organisation: str
    sector: str
    pronouns: str
    guest: bool
    roles: list[str]
    state: str
    joined_at: datetime


class People(Schema):
    items: list[Person]
    next: int | None


class Room(Schema):
    """`rule`: what may leave the room now; each thing that was said keeps the rule it was said under."""

    id: int
    kind: str
    title: str
    purpose: str
    rule: str
    closed_at: datetime | None
    streams: list[StreamState]


class Rooms(Schema):
    items: list[Room]
    next: int | None


class Said(Schema):
    """Words that may leave their room, and of their author what the rule shows, often nothing.

    `rule` is empty where the words are not a person's own, but made to be shown to everybody.
    """

    text: str
    rule: str
    author: dict[str, str]


class Entry(Schema):
    """A thing that happened. `stays`: something was said with it that stays in its room."""

    stream: int
    seq: int
    kind: str
    at: datetime
    said: Said | None
    stays: bool


class Entries(Schema):
    """`cursor` continues after these; `more`: there are further ones already."""

    items: list[Entry]
    cursor: str
    more: bool


class RecordEntry(Schema):
    """An entry as staff can read it now. `data` is documented by `kind`, in docs/entries.md."""

    stream: int
    seq: int
    kind: str
    at: datetime
    by: int
    audience: str
    redacted: bool
    data: dict[str, Any]


class Author(Schema):
    name: str
    place: str
    roles: list[str]


class Record(Schema):
    items: list[RecordEntry]
    people: dict[str, Author]
    cursor: str
    more: bool


class Idea(Schema):
    """A project idea in its newest edition, and the card that it was made of."""

    id: int
    edition: int
    written_at: datetime
    written_by: str
    board: int
    board_title: str
    room: int
    card: str
    says: Annotated[dict[str, str], Field(description="by the names of its fields")]


class Ideas(Schema):
    items: list[Idea]
    next: int | None


class Export(Schema):
    """Files that staff had made. `state`: waiting, working, ready, expired, cancelled or failed.

    `purpose`: `record`, or `outside` for what may be passed on. `sha256` is that of the file, once it is ready.
    """

    id: UUID
    purpose: str
    forms: list[str]
    by: str
    asked_at: datetime
    expires_at: datetime
    state: str
    percent: int
    size: int
    sha256: str


class Exports(Schema):
    items: list[Export]
