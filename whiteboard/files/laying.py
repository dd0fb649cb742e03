"""What a document lays on a new board, told by the reducer, as if somebody put it there piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from whiteboard import operations as ops
from whiteboard.deciding import Actor, Case, Told
from whiteboard.entries import PieceCreated
from whiteboard.files.document import Document, Thing
from whiteboard.operations import Operation
from whiteboard.permissions import Phase
from whiteboard.pieces import Kind, Piece
from whiteboard.reducing.registry import decider_of
from whiteboard.state import Rules, State

LOCKED_AT_ONCE = 200


@dataclass
class Growing(State):
    """A board on which everything is put at the end of its lane: only what is last there matters."""

    last: dict[tuple[bool, str], Piece] = field(default_factory=dict)

    def neighbours(self, kind: str, lane: str) -> list[Piece]:
        found = self.last.get((kind == Kind.LANE, lane))
        return [found] if found else []

    def grow(self, told: Told, by: int) -> None:
        self.seq += 1
        told.fact.apply(self, (self.seq, by))
        if isinstance(told.fact, PieceCreated) and told.fact.order:
            piece = self.pieces[told.fact.piece]
            self.last[piece.kind == Kind.LANE, piece.lane] = piece


def told(state: State, operations: Iterable[Operation], who: Actor) -> list[Told]:
    """What is told of all of them on a board that is empty; raises a Refusal, and nothing is told."""
    known = {one.name: getattr(state, one.name) for one in fields(State)}
    # However the board works later: now it is laid out.
    growing = Growing(**known | {"phase": Phase.PLAN, "rules": Rules(), "pieces": {}, "live": 0})
    found: list[Told] = []
    for operation in operations:
        case = Case(growing, who, "")
        decider_of(operation)(case, operation)
        for one in case.told:
            growing.grow(one, who.person)
        found += case.told
    return found


def operations(document: Document) -> Iterator[Operation]:
    """Lanes, groups, the rest, and at last the lines, whatever the order of the document."""
    for thing in sorted(document.pieces, key=_turn):
        yield _connected(thing) if Kind(thing.type) == Kind.CONNECTOR else _created(thing)
    for thing in document.pieces:
        if Kind(thing.type) == Kind.CONNECTOR and (colour := thing.fields.get("colour")):
            yield ops.SetFields(piece=thing.name, fields={"colour": colour}, base=0)
    locked = [thing.name for thing in document.pieces if thing.is_locked]
    for start in range(0, len(locked), LOCKED_AT_ONCE):
        yield ops.LockPieces(pieces=locked[start : start + LOCKED_AT_ONCE])


def _turn(thing: Thing) -> int:
    return {Kind.LANE: 0, Kind.GROUP: 1, Kind.CONNECTOR: 3}.get(Kind(thing.type), 2)


def _created(thing: Thing) -> Operation:
    return ops.CreatePiece(
        piece=thing.name,
        type=thing.type,  # type: ignore[arg-type]
        fields=thing.fields,
        lane=thing.lane,
        group=thing.group,
    )


def _connected(thing: Thing) -> Operation:
    label = str(thing.fields.get("label") or "")
    return ops.ConnectPieces(piece=thing.name, start=thing.start, end=thing.end, label=label)
