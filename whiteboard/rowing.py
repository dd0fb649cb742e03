"""Rows of a board and what they are in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db.models import Q, QuerySet

from whiteboard.entries import BoardBegun
from whiteboard.models import Board, Dots
from whiteboard.models import Piece as Row
from whiteboard.permissions import Phase
from whiteboard.pieces import Piece
from whiteboard.state import Ballot, CardField, Rules, State

COLUMNS = (
    "name",
    "kind",
    "by_id",
    "made",
    "fields",
    "revs",
    "lane",
    "order",
    "group",
    "ends",
    "locked_by_id",
    "deleted_by_id",
    "private_to_id",
)
CHANGING = (
    "seq",
    "fields",
    "revs",
    "lane",
    "order",
    "group",
    "locked_by",
    "deleted_by",
    "private_to",
)


def state_of(board: Board, seq: int) -> State:
    """The board without its pieces."""
    return State(
        phase=Phase(board.phase),
        rules=msgspec.convert(board.rules, Rules),
        card=tuple(msgspec.convert(board.card, list[CardField])),
        round=board.round,
        seq=seq,
        live=board.live,
        totals=dict(board.totals),
        keeps_edits=True,
    )


def columns_of(begun: BoardBegun) -> dict[str, Any]:
    """What the first entry of a board says of its row."""
    said = msgspec.to_builtins(begun)
    return {name: said[name] for name in ("phase", "rules", "card")}


def pieces_of(board: Board, which: Q | None = None) -> list[Piece]:
    """Some or all of a board's pieces, deleted ones too, in the order of their keys."""
    rows: QuerySet[Row, Any] = Row.objects.filter(which or Q(), board=board)
    return [_piece(values) for values in rows.values_list(*COLUMNS)]


def dots_of(board: Board, which: Q) -> dict[Ballot, int]:
    found = Dots.objects.filter(which, board=board)
    return {
        (person, round, piece): dots
        for person, round, piece, dots in found.values_list("person", "round", "piece", "dots")
    }


def keep_pieces(board: Board, pieces: Iterable[Piece]) -> None:
    rows = [_row(board, piece) for piece in pieces]
    Row.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["board", "name"], update_fields=CHANGING
    )


def keep_dots(board: Board, dots: dict[Ballot, int]) -> None:
    """So many from now on; of none, no row is left."""
    given = [
        Dots(board=board, person_id=person, round=round, piece=piece, dots=n)
        for (person, round, piece), n in dots.items()
        if n
    ]
    Dots.objects.bulk_create(
        given,
        update_conflicts=True,
        unique_fields=["board", "round", "piece", "person"],
        update_fields=["dots"],
    )
    for (person, round, piece), n in dots.items():
        if not n:
            Dots.objects.filter(board=board, person=person, round=round, piece=piece).delete()


def keep_board(board: Board, state: State) -> None:
    board.phase, board.round, board.live = state.phase, state.round, state.live
    board.rules, board.totals = msgspec.to_builtins(state.rules), state.totals
    board.save(update_fields=["phase", "round", "live", "rules", "totals"])


def _piece(values: tuple[Any, ...]) -> Piece:
    name, kind, by, made, fields, revs, lane, order, group, ends, locked, deleted, private = values
    return Piece(
        name=name,
        kind=kind,
        by=by,
        made=made,
        fields=fields,
        revs={part: (seq, who) for part, (seq, who) in revs.items()},
        lane=lane,
        order=order,
        group=group,
        ends=(ends[0], ends[1]) if ends else None,
        locked_by=locked,
        deleted_by=deleted,
        private_to=private,
    )


def _row(board: Board, piece: Piece) -> Row:
    return Row(
        board=board,
        name=piece.name,
        kind=piece.kind,
        by_id=piece.by,
        made=piece.made,
        seq=piece.seq,
        fields=piece.fields,
        revs=piece.revs,
        lane=piece.lane,
        order=piece.order,
        group=piece.group,
        ends=piece.ends,
        locked_by_id=piece.locked_by,
        deleted_by_id=piece.deleted_by,
        private_to_id=piece.private_to,
    )
