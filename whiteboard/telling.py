"""What a transcript says of a board: below the entry that opened it, the board as everybody sees it now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from polylogue.log.facts import tell_with
from whiteboard import labels
from whiteboard.files import writing
from whiteboard.models import Board
from whiteboard.pieces import Kind, Piece, Words
from whiteboard.state import State

LISTED = (Kind.CARD, Kind.NOTE, Kind.GROUP, Kind.TEXT, Kind.IMAGE)


@tell_with("board.board_opened")
def tell(shown: dict[str, Any]) -> list[str]:
    """Its title, and a line for each card and note, lane by lane."""
    board = Board.objects.filter(pk=int(shown.get("board", 0))).first()
    if board is None:
        return []
    state = writing.state_of(board)
    lanes = {piece.name: piece.title for piece in state.neighbours(Kind.LANE, "")}
    listed = [piece for piece in state.pieces.values() if piece.kind in LISTED]
    turn = {lane: number for number, lane in enumerate(lanes)}
    listed.sort(key=lambda piece: (turn.get(piece.lane, len(turn)), piece.order, piece.made))
    lines = [
        f"{lanes.get(piece.lane, _('In no lane'))}: {_words(state, piece)}" for piece in listed
    ]
    return [_("The board “%(title)s” as it is now") % {"title": board.title}, *lines]


def _words(state: State, piece: Piece) -> str:
    said = [
        f"{labels.of_field(name, state.card)}: {piece.fields[name]}"
        for name, field in state.fields_of(piece.kind).items()
        if isinstance(field, Words) and piece.fields.get(name) and piece.fields[name] != piece.title
    ]
    return " · ".join([piece.title, *said])
