"""What an operation needs to be decided on: read from the rows, as far as it is not in memory already."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from django.db.models import Q

from polylogue.log import journal
from polylogue.log.models import Entry
from whiteboard import operations as ops
from whiteboard import rowing
from whiteboard.entries.returning import Leading
from whiteboard.history import past
from whiteboard.models import Board, Step, Version
from whiteboard.operations import Operation
from whiteboard.pictures import laying
from whiteboard.pieces import Kind, Piece
from whiteboard.reducing.undoing import entries_of
from whiteboard.state import State

ALL = Q()
LEADING = {kind.kind for kind in Leading.__subclasses__()}


class Gatherer:
    """Fills a state with pieces of a board. What is in it already stays: it may be newer than its row.

    It is one for each transaction, and asks nothing twice.
    """

    def __init__(self, board: Board, state: State) -> None:
        self.board, self.state = board, state
        self.asked: set[str] = set()
        self.ends: set[tuple[bool, str]] = set()

    def pieces(self, names: Iterable[str | None]) -> None:
        wanted = {name for name in names if name} - self.asked - self.state.pieces.keys()
        if wanted:
            self.asked |= wanted
            self._know(rowing.pieces_named(self.board, sorted(wanted)))

    def those(self, which: Q) -> None:
        self._know(rowing.pieces_of(self.board, which))

    def _know(self, found: Iterable[Piece]) -> None:
        for piece in found:
            self.state.pieces.setdefault(piece.name, piece)

    def whole_lane(self, kind: str, lane: str) -> None:
        self.those(self._in_lane(kind, lane))

    def place(self, kind: str, lane: str, after: str | None) -> None:
        """The keys next to a place in a lane: at its ends, and behind the piece that it is after.

        What moved away in this transaction may still be among them, which does no harm: a key that is
        nearer than it has to be stands in the right place too.
        """
        where = (kind == Kind.LANE, lane)
        taken = self.state.taken.setdefault(where, set())
        if where not in self.ends:
            self.ends.add(where)
            taken |= rowing.keys_in(self.board, *where, "first")
            taken |= rowing.keys_in(self.board, *where, "last")
        piece = self.state.pieces.get(after or "")
        if piece and piece.order:
            taken |= rowing.keys_in(self.board, *where, "first", after=piece.order)

    def edits(self, op: ops.EditText) -> None:
        """What was written in the text since its author looked."""
        piece = self.state.pieces.get(op.piece)
        if piece is None or piece.revs.get(op.field, (0, 0))[0] <= op.base:
            return
        steps = Step.objects.filter(board=self.board, piece=op.piece, part=op.field)
        later = steps.filter(seq__gt=op.base).values_list("seq", flat=True)
        found = Entry.objects.filter(stream=self.board.stream_id, seq__in=list(later))
        edits = dict(self.state.edits.get((op.piece, op.field), ()))
        edits |= {seq: data["op"] for seq, data in found.values_list("seq", "data")}
        self.state.edits[op.piece, op.field] = sorted(edits.items())

    def dots(self, which: Q) -> None:
        """Votes of this round, and the pieces they are on."""
        found = rowing.dots_of(self.board, Q(which, round=self.state.round))
        for ballot, dots in found.items():
            self.state.dots.setdefault(ballot, dots)
        self.pieces(piece for _, _, piece in found)

    def steps(self, entry: int, person: int) -> list[ops.Step]:
        """Those of the person's own entry, and of what was done as one with it."""
        if entry not in self.state.steps:
            mine = Entry.objects.filter(
                stream=self.board.stream_id, seq=entry, actor=person, redacted_at=None
            )
            for kind, data in mine.values_list("kind", "data"):
                if kind in LEADING:
                    self.state.led[entry] = data["of"]
                self._load_steps(entries_of(self.state, entry), person)
        known = self.state.steps
        return [s for seq in entries_of(self.state, entry) for s in known.get(seq, (0, ()))[1]]

    def _load_steps(self, entries: range, person: int) -> None:
        found: dict[int, list[ops.Step]] = {seq: [] for seq in entries}
        steps = Step.objects.filter(board=self.board, seq__range=(entries[0], entries[-1]))
        for step in steps.filter(inverse__isnull=False):
            found[step.seq].append(ops.Step(step.piece, step.part, ops.unpacked(step.inverse)))
        loaded = {seq: (person, tuple(steps)) for seq, steps in found.items()}
        self.state.steps = loaded | self.state.steps

    def picture(self, name: str) -> None:
        if name not in self.asked:
            self.asked.add(name)
            self.state.pictures |= laying.waiting(self.board, name)

    def past(self, seq: int) -> None:
        if 1 <= seq <= self.state.seq:
            self.state.past[seq] = past.to_return_to(self.board, seq)

    def _in_lane(self, kind: str, lane: str) -> Q:
        is_lane = Q(kind=Kind.LANE)
        return Q(is_lane if kind == Kind.LANE else ~is_lane, lane=lane) & ~Q(order="")


@singledispatch
def gather(op: Operation, rows: Gatherer, person: int) -> None:
    """Most operations need the pieces that they name."""
    rows.pieces([*getattr(op, "pieces", ()), getattr(op, "piece", None)])


@gather.register
def _(op: ops.CreatePiece, rows: Gatherer, person: int) -> None:
    rows.pieces([op.piece, op.lane, op.after, op.group])
    lane = rows.state.pieces.get(op.lane)
    rows.place(op.type, op.lane if lane and lane.is_live else "", op.after)
    if file := op.fields.get("file"):
        rows.picture(str(file))


@gather.register
def _(op: ops.ConnectPieces, rows: Gatherer, person: int) -> None:
    rows.pieces([op.piece, op.start, op.end])


@gather.register
def _(op: ops.EditText, rows: Gatherer, person: int) -> None:
    rows.pieces([op.piece])
    rows.edits(op)


@gather.register
def _(op: ops.MovePieces, rows: Gatherer, person: int) -> None:
    rows.pieces(name for name, _, _ in op.spots)


@gather.register
def _(op: ops.PlacePieces, rows: Gatherer, person: int) -> None:
    rows.pieces([*op.pieces, op.lane, op.after])
    kinds = {piece.kind for name in op.pieces if (piece := rows.state.pieces.get(name))}
    is_lane = kinds == {Kind.LANE}
    rows.place(Kind.LANE if is_lane else Kind.CARD, "" if is_lane else op.lane, op.after)


@gather.register
def _(op: ops.PutBack, rows: Gatherer, person: int) -> None:
    rows.pieces([op.piece, op.lane])


@gather.register
def _(op: ops.GroupPieces, rows: Gatherer, person: int) -> None:
    rows.pieces([*op.pieces, op.group])


@gather.register
def _(op: ops.RevealPieces, rows: Gatherer, person: int) -> None:
    """The private lines that end at them are shown with them."""
    rows.pieces(op.pieces)
    rows.those(Q(private_to=person, kind=Kind.CONNECTOR))
    mine = [piece for piece in rows.state.pieces.values() if piece.private_to == person]
    rows.pieces(end for piece in mine for end in piece.ends or ())


@gather.register
def _(op: ops.Vote, rows: Gatherer, person: int) -> None:
    rows.pieces([op.piece])
    rows.dots(Q(person=person) | Q(piece=op.piece))


@gather.register
def _(op: ops.SetPhase, rows: Gatherer, person: int) -> None:
    if rows.state.hides_totals:
        rows.dots(ALL)


@gather.register
def _(op: ops.SetRules, rows: Gatherer, person: int) -> None:
    if rows.state.hides_totals:
        rows.dots(ALL)
    if rows.state.rules.is_private:
        rows.those(Q(private_to__isnull=False))
        ends = [piece.ends for piece in rows.state.pieces.values() if piece.ends]
        rows.pieces(end for pair in ends for end in pair)


@gather.register
def _(op: ops.SetTimer, rows: Gatherer, person: int) -> None:
    rows.state.now = journal.now()


@gather.register
def _(op: ops.CallTogether, rows: Gatherer, person: int) -> None:
    rows.state.now = journal.now()
    rows.pieces([op.piece])


@gather.register
def _(op: ops.Undo, rows: Gatherer, person: int) -> None:
    """What the entry did, if it is the person's own, and all that its way back needs."""
    steps = rows.steps(op.entry, person)
    rows.pieces(step.piece for step in steps)
    for step in steps:
        gather(step.inverse, rows, person)


@gather.register
def _(op: ops.ReturnPiece, rows: Gatherer, person: int) -> None:
    """Its lanes and groups now and then, and what stands where it goes."""
    rows.past(op.to)
    rows.pieces([op.piece])
    was = rows.state.past.get(op.to, {}).get(op.piece)
    known = [piece for piece in (was, rows.state.pieces.get(op.piece)) if piece]
    rows.pieces(name for piece in known for name in (piece.lane, piece.group))
    if was:
        rows.whole_lane(was.kind, was.lane)


@gather.register
def _(op: ops.ReturnBoard, rows: Gatherer, person: int) -> None:
    rows.past(op.to)
    rows.those(ALL)


@gather.register
def _(op: ops.NameVersion, rows: Gatherer, person: int) -> None:
    rows.state.versions = Version.objects.filter(board=rows.board).count()
    rows.those(ALL)
