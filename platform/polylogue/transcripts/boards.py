"""Boards as everybody saw them at an entry of their stream, for transcripts."""

from __future__ import annotations

import copy
from typing import Any

import msgspec

from polylogue.transcripts.chapters import Span
from polylogue.transcripts.choices import Naming
from polylogue.transcripts.items import BoardCard, BoardState
from polylogue.transcripts.naming import People
from whiteboard import labels
from whiteboard.files import drawing, writing
from whiteboard.files.taking import Taken
from whiteboard.history import past
from whiteboard.models import Board
from whiteboard.pieces import Kind, Piece
from whiteboard.state import State


def state_at(span: Span, people: People) -> BoardState | None:
    """The board of this stream as it stood when the span ended; none of a stream that is no board's."""
    board = Board.objects.select_related("room").filter(stream=span.part.stream).first()
    if board is None:
        return None
    state = _masked(writing.state_at(board, span.to), people)
    people.meet({piece.by for piece in state.pieces.values()})
    authors = {name: people.shown(piece.by).name for name, piece in state.pieces.items()}
    taken = Taken(people.masked(state.title or board.title), "", "", state, authors)
    return BoardState(
        title=taken.title,
        board=board.pk,
        stream=board.stream_id,
        seq=span.to,
        cards=tuple(_cards(taken)),
        connections=tuple(taken.lines()),
        drawing=drawing.svg(taken),
        document=_document(taken) if people.naming is Naming.NAMES else None,
    )


def _masked(state: State, people: People) -> State:
    """Where people are not named, whole names in texts are replaced, in the drawing too."""
    if people.naming is Naming.NAMES:
        return state
    masked = past.forked(state)
    masked.pieces = {name: copy.copy(piece) for name, piece in state.pieces.items()}
    for piece in masked.pieces.values():
        piece.fields = {
            name: people.masked(said) if isinstance(said, str) else said
            for name, said in piece.fields.items()
        }
    return masked


def _cards(taken: Taken) -> list[BoardCard]:
    return [_card(taken, lane, piece) for lane, pieces in taken.lanes() for piece in pieces]


def _card(taken: Taken, lane: str, piece: Piece) -> BoardCard:
    return BoardCard(
        lane=lane,
        title=piece.title,
        said=tuple((label, text) for label, text in taken.said(piece) if text != piece.title),
        group=taken.called(piece.group),
        kind=str(labels.KINDS[Kind(piece.kind)]),
        by=taken.authors[piece.name],
        votes=taken.votes(piece),
    )


def _document(taken: Taken) -> dict[str, Any]:
    made = writing.document(
        taken.state, taken.title, name_of=lambda piece: taken.authors[piece.name]
    )
    row: dict[str, Any] = msgspec.to_builtins(made)
    return row
