"""Rows of a board and what they are in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Q, QuerySet

from polylogue.log import rows
from whiteboard.entries import BoardBegun
from whiteboard.models import Board, Dots
from whiteboard.models import Piece as Row
from whiteboard.permissions import Phase
from whiteboard.pieces import Kind, Piece
from whiteboard.state import Ballot, Call, CardField, Rules, State

JSON = {"fields", "revs", "ends"}
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
KEPT_OF_BOARD = ("title", "phase", "round", "live", "rules", "totals", "ends_at", "call")
CHANGING = (
    *("seq", "fields", "revs", "lane", "order", "group"),
    *("locked_by_id", "deleted_by_id", "private_to_id"),
)


def state_of(board: Board, seq: int) -> State:
    """The board without its pieces."""
    return State(
        title=board.title,
        phase=Phase(board.phase),
        rules=msgspec.convert(board.rules, Rules),
        card=tuple(msgspec.convert(board.card, list[CardField])),
        round=board.round,
        seq=seq,
        live=board.live,
        totals=dict(board.totals),
        ends_at=board.ends_at,
        call=msgspec.convert(board.call, Call) if board.call else None,
        keeps_edits=True,
    )


def columns_of(begun: BoardBegun) -> dict[str, Any]:
    """What the first entry of a board says of its row."""
    said = msgspec.to_builtins(begun)
    return {name: said[name] for name in ("phase", "rules", "card")}


def pieces_of(board: Board, which: Q | None = None) -> list[Piece]:
    """Some or all of a board's pieces, deleted ones too, in the order of their keys."""
    found: QuerySet[Row, Any] = Row.objects.filter(which or Q(), board=board)
    return [_piece(values) for values in found.values_list(*COLUMNS)]


def pieces_named(board: Board, names: Sequence[str]) -> list[Piece]:
    """Those of these names. In plain SQL: every operation asks it, and the ORM takes most of its time."""
    with connection.cursor() as cursor:
        cursor.execute(_named(len(names)), [board.pk, *names])
        return [_piece(_decoded(values)) for values in cursor.fetchall()]


@lru_cache(maxsize=512)
def _named(count: int) -> str:
    quote = connection.ops.quote_name
    columns, marks = ", ".join(map(quote, COLUMNS)), ", ".join(["%s"] * count)
    table = quote(Row._meta.db_table)
    return f"SELECT {columns} FROM {table} WHERE board_id = %s AND name IN ({marks})"  # noqa: S608


def keys_in(board: Board, is_lane: bool, lane: str, which: str, *, after: str = "") -> set[str]:
    """The first or the last key in a lane (or among lanes), the first one after another; none if there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_key(is_lane, which), [board.pk, lane, Kind.LANE, after])
        return {key for (key,) in cursor.fetchall()}


@lru_cache
def _key(is_lane: bool, which: str) -> str:
    quote = connection.ops.quote_name
    table, order = quote(Row._meta.db_table), quote("order")
    kind, way = "=" if is_lane else "<>", "ASC" if which == "first" else "DESC"
    where = f"board_id = %s AND lane = %s AND kind {kind} %s AND {order} > %s"
    return f"SELECT {order} FROM {table} WHERE {where} ORDER BY {order} {way} LIMIT 1"  # noqa: S608


def _decoded(values: Sequence[Any]) -> tuple[Any, ...]:
    """JSON comes as text from both databases."""
    return tuple(
        msgspec.json.decode(value) if column in JSON and value is not None else value
        for column, value in zip(COLUMNS, values, strict=True)
    )


def dots_of(board: Board, which: Q) -> dict[Ballot, int]:
    found = Dots.objects.filter(which, board=board)
    return {
        (person, round, piece): dots
        for person, round, piece, dots in found.values_list("person", "round", "piece", "dots")
    }


def keep_pieces(board: Board, pieces: Iterable[Piece]) -> None:
    rows.upsert([_row(board, piece) for piece in pieces], ("board_id", "name"), CHANGING)


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
    board.title, board.phase, board.round = state.title, state.phase, state.round
    board.live = state.live
    board.rules, board.totals = msgspec.to_builtins(state.rules), state.totals
    board.ends_at = state.ends_at
    board.call = msgspec.to_builtins(state.call) if state.call else None
    board.save(update_fields=[*KEPT_OF_BOARD])


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
