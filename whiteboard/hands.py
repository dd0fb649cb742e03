"""Whose hands are shown at a board: everybody's, unless its rules hide them, and never on what is private."""

from __future__ import annotations

from rooms import hands
from whiteboard.models import Board, Piece

hands.CHECKED_AFTER.add("board.rules_set")


@hands.shown_by
def visible(stream: int, names: set[str]) -> set[str] | None:
    """The pieces of these that everybody at the board sees; none at all of what is no board."""
    board = Board.objects.filter(stream=stream).first()
    if board is None or board.rules.get("hides_hands"):
        return None
    found = Piece.objects.filter(board=board, name__in=names, private_to=None, deleted_by=None)
    return set(found.values_list("name", flat=True)) if names else set()
