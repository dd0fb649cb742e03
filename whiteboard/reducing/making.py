"""Putting something on a board, connecting it, and taking it off again."""

from __future__ import annotations

from collections.abc import Callable

from polylogue.kit.refusals import Invalid
from whiteboard import operations as ops
from whiteboard.deciding import MOST_PIECES, Case, names
from whiteboard.entries import (
    PieceCreated,
    PiecesConnected,
    PiecesDeleted,
    PiecesLocked,
    PiecesRestored,
    PiecesRevealed,
    PiecesUnlocked,
)
from whiteboard.operations import Step
from whiteboard.pieces import (
    CONNECTED,
    FIELDS,
    IN_GROUPS,
    IN_LANES,
    LIFE,
    LOCK,
    MADE_PRIVATE,
    Kind,
    Piece,
)
from whiteboard.reducing.placing import orders_at
from whiteboard.reducing.registry import decides
from whiteboard.refusals import BoardFull, NoPicture


@decides(ops.CreatePiece)
def create(case: Case, op: ops.CreatePiece) -> None:
    """A lane or a group that is not there any more is no reason to lose what somebody wrote."""
    kind = Kind(op.type)
    case.ask("arrange_lanes" if kind == Kind.LANE else "create_piece")
    case.require_room(op.piece)
    known = case.state.fields_of(op.type)
    fields = {name: value for name, value in op.fields.items() if value not in (None, "")}
    for name, value in fields.items():
        if name not in known:
            raise Invalid
        known[name].check(value)
    if kind == Kind.IMAGE and case.state.pictures.get(str(fields.get("file"))) != case.who.person:
        raise NoPicture
    lane = op.lane if kind in IN_LANES and case.is_there(op.lane, Kind.LANE) else ""
    ordered = kind in IN_LANES or kind == Kind.LANE
    fact = PieceCreated(
        key=case.key,
        piece=op.piece,
        type=op.type,
        fields=fields,
        lane=lane,
        order=orders_at(case, op.type, lane, op.after, 1)[0] if ordered else "",
        group=op.group if kind in IN_GROUPS and case.is_there(op.group, Kind.GROUP) else "",
        private=case.state.rules.is_private and kind in MADE_PRIVATE,
    )
    case.tell(fact, _made(op.piece), private=fact.private)


@decides(ops.ConnectPieces)
def connect(case: Case, op: ops.ConnectPieces) -> None:
    case.ask("connect_pieces")
    case.require_room(op.piece)
    ends = [case.live(op.start), case.live(op.end)]
    if op.start == op.end or any(end.kind not in CONNECTED for end in ends):
        raise Invalid
    if op.label:
        FIELDS[Kind.CONNECTOR]["label"].check(op.label)
    private = any(end.private_to is not None for end in ends)
    fact = PiecesConnected(
        key=case.key, piece=op.piece, start=op.start, end=op.end, label=op.label, private=private
    )
    case.tell(fact, _made(op.piece), private=private)


@decides(ops.DeletePieces)
def delete(case: Case, op: ops.DeletePieces) -> None:
    pieces = case.some_live(op.pieces)
    case.ask_about("delete_pieces", pieces)
    case.tell_of(
        pieces,
        lambda some: PiecesDeleted(key=case.key, pieces=names(some)),
        lambda piece: Step(piece.name, LIFE, ops.RestorePieces(pieces=[piece.name])),
    )


@decides(ops.RestorePieces)
def restore(case: Case, op: ops.RestorePieces) -> None:
    """Those that are there already stay; if all are, there is nothing to do and no harm in it."""
    pieces = [case.known(name) for name in dict.fromkeys(op.pieces)]
    case.ask_about("restore_pieces", pieces)
    if case.state.live + sum(not piece.is_live for piece in pieces) > MOST_PIECES:
        raise BoardFull
    case.tell_of(
        pieces,
        lambda some: PiecesRestored(key=case.key, pieces=names(some)),
        lambda piece: _made(piece.name),
    )


@decides(ops.LockPieces)
def lock(case: Case, op: ops.LockPieces) -> None:
    _tell_lock(case, "lock_pieces", op.pieces, PiecesLocked, ops.UnlockPieces)


@decides(ops.UnlockPieces)
def unlock(case: Case, op: ops.UnlockPieces) -> None:
    _tell_lock(case, "unlock_pieces", op.pieces, PiecesUnlocked, ops.LockPieces)


@decides(ops.RevealPieces)
def reveal(case: Case, op: ops.RevealPieces) -> None:
    """Its author shows it; afterwards it cannot be made unseen, so nothing takes this back."""
    pieces = [piece for piece in case.some_live(op.pieces) if piece.private_to is not None]
    if not pieces:
        raise Invalid
    case.ask("reveal_pieces", pieces)
    case.tell(PiecesRevealed(key=case.key, pieces=[*names(pieces), *shown_with(case, pieces)]))


def shown_with(case: Case, pieces: list[Piece]) -> list[str]:
    """The private lines of the person that lie between what is shown now, or was before."""
    shown = set(names(pieces))

    def is_public(name: str) -> bool:
        end = case.state.pieces.get(name)
        return name in shown or (end is not None and end.private_to is None)

    return [
        piece.name
        for piece in case.state.pieces.values()
        if piece.private_to == case.who.person and piece.ends and all(map(is_public, piece.ends))
        if piece.name not in shown
    ]


def _tell_lock(
    case: Case,
    operation: str,
    some: list[str],
    fact: Callable[..., PiecesLocked | PiecesUnlocked],
    inverse: Callable[..., ops.Operation],
) -> None:
    pieces = case.some_live(some)
    case.ask(operation, pieces)
    case.tell_of(
        pieces,
        lambda some: fact(key=case.key, pieces=names(some)),
        lambda piece: Step(piece.name, LOCK, inverse(pieces=[piece.name])),
    )


def _made(name: str) -> Step:
    return Step(name, LIFE, ops.DeletePieces(pieces=[name]))
