"""Where something lies: on the canvas, in a lane, in a group."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from polylogue.kit.refusals import Invalid, NotFound
from whiteboard import operations as ops
from whiteboard import ordering
from whiteboard.deciding import Case, Told, names
from whiteboard.entries import OrdersRenewed, PiecesGrouped, PiecesMoved, PiecesPlaced
from whiteboard.operations import Step
from whiteboard.pieces import GROUP, IN_GROUPS, IN_LANES, LANE, ON_CANVAS, Kind, Piece
from whiteboard.reducing.registry import decides
from whiteboard.refusals import Gone
from whiteboard.state import State


@decides(ops.MovePieces)
def move(case: Case, op: ops.MovePieces) -> None:
    spots = {name: (x, y) for name, x, y in op.spots}
    pieces = case.some_live(spots)
    if any(piece.kind not in ON_CANVAS for piece in pieces):
        raise Invalid
    case.ask("move_pieces", pieces)
    case.tell_of(
        pieces,
        lambda some: PiecesMoved(key=case.key, spots=[(one, *spots[one]) for one in names(some)]),
        _moved_back,
    )


@decides(ops.PlacePieces)
def place(case: Case, op: ops.PlacePieces) -> None:
    pieces = case.some_live(op.pieces)
    kinds = {piece.kind for piece in pieces}
    if not (kinds == {Kind.LANE} or kinds <= IN_LANES):
        raise Invalid
    case.ask_about("place_pieces", pieces)
    is_lanes = kinds == {Kind.LANE}
    lane = "" if is_lanes else op.lane
    if lane and not case.is_there(lane, Kind.LANE):
        raise Gone if lane in case.state.pieces else NotFound
    kind = Kind.LANE if is_lanes else Kind.CARD
    keys = orders_at(case, kind, lane, op.after, len(pieces), without=set(names(pieces)))
    orders = dict(zip(names(pieces), keys, strict=True))
    case.tell_of(
        pieces,
        lambda some: PiecesPlaced(
            key=case.key, lane=lane, orders={one: orders[one] for one in names(some)}
        ),
        _placed_back,
    )


@decides(ops.PutBack)
def put_back(case: Case, op: ops.PutBack) -> None:
    piece = case.live(op.piece)
    case.ask_about("place_pieces", [piece])
    lane = op.lane if case.is_there(op.lane, Kind.LANE) else ""
    fact = PiecesPlaced(key=case.key, lane=lane, orders={op.piece: op.order})
    case.tell(fact, _placed_back(piece), private=piece.private_to is not None)


@decides(ops.GroupPieces)
def group(case: Case, op: ops.GroupPieces) -> None:
    pieces = case.some_live(op.pieces)
    if any(piece.kind not in IN_GROUPS for piece in pieces):
        raise Invalid
    if op.group and case.live(op.group).kind != Kind.GROUP:
        raise Invalid
    case.ask("group_pieces", pieces)
    case.tell_of(
        pieces,
        lambda some: PiecesGrouped(key=case.key, pieces=names(some), group=op.group),
        lambda piece: Step(
            piece.name, GROUP, ops.GroupPieces(pieces=[piece.name], group=piece.group)
        ),
    )


def orders_at(
    case: Case,
    kind: str,
    lane: str,
    after: str | None,
    count: int,
    without: set[str] = frozenset(),  # type: ignore[assignment]
) -> list[str]:
    """Keys for so many pieces after another one in a lane; if that is not in it, at its end."""
    others = [p for p in case.state.neighbours(kind, lane) if p.name not in without]
    taken = case.state.taken.get((kind == Kind.LANE, lane), set())
    keys = sorted(taken | {piece.order for piece in others})
    low = _key_of(case, others, after, last=keys[-1] if keys else "")
    high = next((key for key in keys if key > low), "")
    return ordering.after(low, high, count)


def _key_of(case: Case, others: list[Piece], after: str | None, *, last: str) -> str:
    if after == "":
        return ""
    seen = (p.order for p in others if p.name == after and p.is_seen_by(case.who.person))
    return next(seen, last)


def overlong(state: State, told: Iterable[Told]) -> set[tuple[str, str]]:
    """The lanes, by kind and name, in which the order of a piece took too many signs to say."""
    found: set[tuple[str, str]] = set()
    for name in {name for one in told for name in one.fact.pieces_named()}:
        piece = state.pieces[name]
        if len(piece.order) > ordering.LONGEST:
            found.add((Kind.LANE if piece.kind == Kind.LANE else Kind.CARD, piece.lane))
    return found


def renewed(state: State, kind: str, lane: str) -> list[Told]:
    """Short keys for a lane that is known as a whole; of private pieces only their people are told."""
    pieces = state.neighbours(kind, lane)
    orders = dict(zip(names(pieces), ordering.spread(len(pieces)), strict=True))
    by_reader = sorted(pieces, key=lambda piece: piece.private_to or 0)
    return [
        Told(OrdersRenewed(orders={one: orders[one] for one in names(some)}), reader or None)
        for reader, some in groupby(by_reader, key=lambda piece: piece.private_to or 0)
    ]


def _moved_back(piece: Piece) -> Step:
    x, y = piece.fields.get("x", 0), piece.fields.get("y", 0)
    return Step(piece.name, "x", ops.MovePieces(spots=[(piece.name, x, y)]))


def _placed_back(piece: Piece) -> Step:
    return Step(piece.name, LANE, ops.PutBack(piece=piece.name, lane=piece.lane, order=piece.order))
