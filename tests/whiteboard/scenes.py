"""Boards of the tests, opened and worked on by commands as socket and HTTP give them."""

from __future__ import annotations

from itertools import count
from typing import Any

import msgspec

from polylogue.log import writer
from polylogue.log.intents import Intent, Receipt
from polylogue.log.models import Entry
from polylogue.people.models import User
from rooms import commands
from rooms.models import Room
from tests.support import cast
from whiteboard import commands as carriers
from whiteboard.models import Board, Piece
from whiteboard.operations import Operation

_numbers = count(1)


def opened(room: Room, by: User, template: str = "action_plan", **how: Any) -> Board:
    done = cast.do(room, by, "board.open_board", template=template, **how)
    return Board.objects.select_related("room__dialogue", "stream").get(pk=done.result)


def intent(board: Board, by: User, name: str, key: str | None = None, **op: Any) -> Intent:
    encoded = msgspec.json.encode({"stream": board.stream_id, "op": op})
    return commands.intent(
        commands.parse(f"board.{name}", encoded),
        key=key or cast.new_key(),
        person=by.pk,
        dialogue=board.room.dialogue_id,
        lane=board.room.dialogue.stream_id,
    )


def do(board: Board, by: User, name: str, key: str | None = None, **op: Any) -> Receipt:
    return writer.run(intent(board, by, name, key, **op))


def does(board: Board, by: User, operation: Operation, key: str | None = None) -> Receipt:
    """The same for an operation that is at hand already."""
    dialogue = board.room.dialogue
    how = {"person": by.pk, "dialogue": dialogue.pk, "lane": dialogue.stream_id}
    command = carriers.of(operation, board.stream_id)
    return writer.run(commands.intent(command, key=key or cast.new_key(), **how))


def name(hint: str = "piece") -> str:
    return f"{hint}-{next(_numbers)}"


def put(board: Board, by: User, type: str = "note", **how: Any) -> str:
    made = name(type)
    do(board, by, "create_piece", piece=made, type=type, **how)
    return made


def note(board: Board, by: User, text: str = "Trams", **how: Any) -> str:
    return put(board, by, fields={"text": text}, **how)


def write(board: Board, by: User, piece: str, *op: Any, base: int | None = None, **how: Any):
    base = head(board) if base is None else base
    return do(board, by, "edit_text", piece=piece, base=base, op=op, **{"field": "text"} | how)


def head(board: Board) -> int:
    board.stream.refresh_from_db()
    return board.stream.head


def row(board: Board, piece: str) -> Piece:
    return Piece.objects.get(board=board, name=piece)


def told(board: Board, after: int = 0) -> list[tuple[str, str, int | None]]:
    """Of each entry its kind, its audience and the person it is for."""
    found = Entry.objects.filter(stream=board.stream_id, seq__gt=after)
    return [(e.kind.removeprefix("board."), e.audience, e.person_id) for e in found]
