"""A board as it stands, in memory: all of it, or what an operation needs."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from polylogue.texts.ot import Operation as Edit
from whiteboard.operations import Step
from whiteboard.permissions import Phase
from whiteboard.pieces import FIELDS, Fields, Kind, Piece, Rev, Words


class Rules(msgspec.Struct, frozen=True):
    """How a board works. `budget`: the dots of each person, `most` of them on one piece."""

    budget: int = 5
    most: int = 3
    hides_votes: bool = True
    is_private: bool = False
    is_locked: bool = False
    hides_hands: bool = False


class CardField(msgspec.Struct, frozen=True):
    """A text of the board's cards. One without a label is shown by its name (whiteboard.labels)."""

    name: str
    most: int
    label: str = ""


class Call(msgspec.Struct, frozen=True):
    """Somebody asks everybody to come, until then: to a piece, a part of the canvas, or both. `seq`: by which entry."""

    by: int
    seq: int
    until: str
    piece: str = ""
    view: tuple[int, int, int, int] | None = None
    takes: bool = False


NEVER = datetime.min.replace(tzinfo=UTC)

Ballot = tuple[int, int, str]
"""Whose dots, in which round, on which piece."""


@dataclass
class State:
    """`pieces` are those that are known, `live` counts all that lie on the board.

    `taken`: by lane (or, if true, among lanes), keys of pieces that are not known.
    `edits`: by piece and field, what was written there since an entry, for whoever had not seen it.
    `steps`: by entry, whose it was and how it is taken back.
    `led`: by entry, how many of those right before it were done as one with it.
    `ends_at`: when the timer rings, if one runs; `now`: what time it is, for whoever sets it.
    `pictures`: by name, whose they are; those that are kept and not laid yet.
    `past`: by entry, all that lay on the board then; `versions`: how many have a name.
    """

    title: str = ""
    phase: Phase = Phase.PLAN
    rules: Rules = field(default_factory=Rules)
    card: tuple[CardField, ...] = ()
    round: int = 1
    seq: int = 0
    live: int = 0
    pieces: dict[str, Piece] = field(default_factory=dict)
    dots: dict[Ballot, int] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    ends_at: datetime | None = None
    call: Call | None = None
    now: datetime = NEVER
    edits: dict[tuple[str, str], list[tuple[int, Edit]]] = field(default_factory=dict)
    steps: dict[int, tuple[int, tuple[Step, ...]]] = field(default_factory=dict)
    led: dict[int, int] = field(default_factory=dict)
    past: dict[int, dict[str, Piece]] = field(default_factory=dict)
    versions: int = 0
    keeps_edits: bool = False
    taken: dict[tuple[bool, str], set[str]] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)

    def fields_of(self, kind: str) -> Fields:
        fields = FIELDS[Kind(kind)]
        if kind == Kind.CARD:
            return {**{one.name: Words(one.most) for one in self.card}, **fields}
        return fields

    def change(self, name: str) -> Piece | None:
        """The piece to be changed, as a copy that takes its place: who looks at the old one goes on."""
        if name not in self.pieces:
            return None
        piece = copy.copy(self.pieces[name])
        piece.fields, piece.revs = dict(piece.fields), dict(piece.revs)
        self.pieces[name] = piece
        return piece

    def draft(self) -> State:
        """The same, to be changed while this one stays as it is."""
        made = copy.copy(self)
        made.pieces, made.dots, made.totals = dict(self.pieces), dict(self.dots), dict(self.totals)
        made.steps, made.led = dict(self.steps), dict(self.led)
        made.pictures = dict(self.pictures)
        made.edits = {place: list(edits) for place, edits in self.edits.items()}
        return made

    def neighbours(self, kind: str, lane: str) -> list[Piece]:
        """The known pieces of a lane, or the lanes, in order; deleted ones keep their place."""
        is_lane = kind == Kind.LANE
        found = (
            piece
            for piece in self.pieces.values()
            if piece.order and piece.lane == lane and (piece.kind == Kind.LANE) == is_lane
        )
        return sorted(found, key=lambda piece: (piece.order, piece.name))

    def counted(self, names: Iterable[str] | None = None) -> dict[str, int]:
        """How many dots each live piece has in this round."""
        totals: dict[str, int] = {}
        for (_, round, name), dots in self.dots.items():
            if dots and round == self.round and (names is None or name in names):
                totals[name] = totals.get(name, 0) + dots
        return totals

    @property
    def hides_totals(self) -> bool:
        return self.phase == Phase.VOTE and self.rules.hides_votes

    def is_newer(self, piece: Piece, part: str, rev: Rev) -> bool:
        """Whether this change of a part of the piece is not in it yet; from now on it is."""
        if piece.revs.get(part, (0, 0))[0] >= rev[0]:
            return False
        piece.revs[part] = rev
        return True
