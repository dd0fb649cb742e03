"""The operations that lead from a board as it is to how it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from polylogue.texts.differing import reworded
from whiteboard import operations as ops
from whiteboard.operations import Operation
from whiteboard.pieces import IN_GROUPS, IN_LANES, Bytes, Kind, Piece, Words
from whiteboard.reducing.turns import chunked
from whiteboard.state import State

Pieces = dict[str, Piece]


def of_board(now: State, then: Pieces) -> Iterator[Operation]:
    """Of all that everybody sees: first what is missing comes back, last what came since goes."""
    public = {name: piece for name, piece in now.pieces.items() if piece.private_to is None}
    wanted = {
        name: piece
        for name, piece in then.items()
        if piece.is_live and piece.private_to is None and name in public
    }
    yield from chunked(ops.RestorePieces, [name for name in wanted if not public[name].is_live])
    moved: list[tuple[str, int, int]] = []
    for name, was in wanted.items():
        yield from _contents(now, public[name], was, moved)
    yield from _moves(moved)
    yield from _lanes(public, wanted)
    yield from _groups(public, wanted)
    came = [name for name, piece in public.items() if piece.is_live and name not in wanted]
    yield from chunked(ops.DeletePieces, came)


def of_piece(now: State, piece: Piece, then: Pieces) -> Iterator[Operation]:
    """Of one: what it said and where it lay; in another lane it goes behind what stood before it then."""
    was = then[piece.name]
    if not piece.is_live:
        yield ops.RestorePieces(pieces=[piece.name])
    moved: list[tuple[str, int, int]] = []
    yield from _contents(now, piece, was, moved)
    yield from _moves(moved)
    lane = _live(now.pieces, was.lane)
    if piece.kind in IN_LANES and lane != _live(now.pieces, piece.lane):
        after = _before(now.pieces, then, was, lane)
        yield ops.PlacePieces(pieces=[piece.name], lane=lane, after=after)
    group = _live(now.pieces, was.group)
    if piece.kind in IN_GROUPS and group != _live(now.pieces, piece.group):
        yield ops.GroupPieces(pieces=[piece.name], group=group)


def _contents(
    now: State, piece: Piece, was: Piece, moved: list[tuple[str, int, int]]
) -> Iterator[Operation]:
    """Its texts and values; where it only lies elsewhere is noted, to be moved with others."""
    values: dict[str, Any] = {}
    for name, field in now.fields_of(piece.kind).items():
        is_, wanted = piece.fields.get(name), was.fields.get(name)
        if isinstance(field, Words):
            if edit := reworded(is_ or "", wanted or ""):
                yield ops.EditText(piece=piece.name, field=name, base=now.seq, op=edit)
        elif is_ != wanted and not isinstance(field, Bytes):
            values[name] = wanted
    x, y = (was.fields.get(name) for name in "xy")
    if values.keys() & {"x", "y"} and isinstance(x, int) and isinstance(y, int):
        moved.append((piece.name, x, y))
        values = {name: value for name, value in values.items() if name not in {"x", "y"}}
    if values:
        yield ops.SetFields(piece=piece.name, fields=values, base=now.seq)


def _moves(moved: list[tuple[str, int, int]]) -> Iterator[Operation]:
    for start in range(0, len(moved), 200):
        yield ops.MovePieces(spots=moved[start : start + 200])


def _lanes(public: Pieces, wanted: Pieces) -> Iterator[Operation]:
    """Lanes among lanes, then what stands in each, as far as the order is another."""
    lanes = _ordered(piece for piece in wanted.values() if piece.kind == Kind.LANE)
    if lanes != _ordered(public[name] for name in lanes):
        yield from chunked(ops.PlacePieces, lanes)
    there = {
        name for name, piece in public.items() if piece.kind == Kind.LANE and piece.is_live
    } | set(lanes)
    placed = [piece for piece in wanted.values() if piece.kind in IN_LANES]
    for lane in ["", *lanes]:
        then = _ordered(p for p in placed if _of(p.lane, wanted) == lane)
        stay = [public[name] for name in then if _among(public[name].lane, there) == lane]
        if then != _ordered(stay):
            yield from chunked(ops.PlacePieces, then, lane=lane)


def _groups(public: Pieces, wanted: Pieces) -> Iterator[Operation]:
    groups = [name for name, piece in wanted.items() if piece.kind == Kind.GROUP]
    there = {
        name for name, piece in public.items() if piece.kind == Kind.GROUP and piece.is_live
    } | set(groups)
    members = [piece for piece in wanted.values() if piece.kind in IN_GROUPS]
    for group in ["", *groups]:
        then = [piece.name for piece in members if _of(piece.group, wanted) == group]
        others = [name for name in then if _among(public[name].group, there) != group]
        yield from chunked(ops.GroupPieces, others, group=group)


def _of(name: str, wanted: Pieces) -> str:
    return name if name in wanted else ""


def _among(name: str, there: set[str]) -> str:
    return name if name in there else ""


def _live(pieces: Pieces, name: str) -> str:
    piece = pieces.get(name)
    return name if piece and piece.is_live else ""


def _ordered(pieces: Any) -> list[str]:
    found = sorted(pieces, key=lambda piece: (piece.order, piece.name))
    return [piece.name for piece in found]


def _before(now: Pieces, then: Pieces, was: Piece, lane: str) -> str:
    """What stood in the lane before it, nearest first, and still stands there; else its start."""
    earlier = [
        piece
        for piece in then.values()
        if piece.lane == was.lane
        and piece.order
        and (piece.order, piece.name) < (was.order, was.name)
    ]
    for name in reversed(_ordered(earlier)):
        piece = now.get(name)
        if piece and piece.is_live and piece.private_to is None and piece.lane == lane:
            return name
    return ""
