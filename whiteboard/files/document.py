"""A board as a document: what its template, its copy and its file hold. Described in docs/board.md."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from whiteboard.operations import Contents, FieldName, Name, NameOrNone
from whiteboard.state import Rules

FORMAT, EDITION = "polylogue-board", 1
TITLE_LENGTH = 120

Title = Annotated[str, Meta(max_length=TITLE_LENGTH)]
Dots = Annotated[int, Meta(ge=1, le=99)]


class CardText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text of the board's cards, and its label where the board has one of its own."""

    name: FieldName
    most: Annotated[int, Meta(ge=1, le=5000)]
    label: Annotated[str, Meta(max_length=120)] = ""


class Ways(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the board works; a board that is brought in is neither private nor locked."""

    budget: Dots = 5
    most: Dots = 3
    hides_votes: bool = True

    def rules(self) -> Rules:
        return Rules(self.budget, self.most, self.hides_votes)


class Thing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A piece. What lies in a lane follows one another in the order of the document, as lanes do.

    `by`, `votes`: told to readers; a board that is brought in begins without both.
    """

    name: Name
    type: Literal["card", "note", "group", "lane", "text", "stroke", "image", "connector"]
    fields: Contents = {}
    lane: NameOrNone = ""
    group: NameOrNone = ""
    start: NameOrNone = ""
    end: NameOrNone = ""
    is_locked: bool = False
    by: Annotated[str, Meta(max_length=300)] = ""
    votes: Annotated[int, Meta(ge=0, le=10**6)] = 0


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal["polylogue-board"]
    edition: Literal[1]
    title: Title
    phase: Literal["collect", "cluster", "vote", "plan", "closed"]
    rules: Ways
    card: Annotated[tuple[CardText, ...], Meta(max_length=30)]
    pieces: Annotated[list[Thing], Meta(max_length=5000)]
