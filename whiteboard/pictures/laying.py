"""Pictures that are kept, and the pieces that show them."""

from __future__ import annotations

from whiteboard import pieces
from whiteboard.models import Board
from whiteboard.pictures.models import Picture


def waiting(board: Board, picture: str) -> dict[str, int]:
    """Whose it is, if it is one of the board's that is not laid yet."""
    if not pieces.FILE.fullmatch(picture):
        return {}
    found = Picture.objects.filter(pk=picture, board=board, piece="")
    return {str(pk): owner for pk, owner in found.values_list("pk", "owner")}


def laid(board: Board, pictures: dict[str, str]) -> None:
    """Each of these pictures lies there as that piece from now on."""
    for picture, piece in pictures.items():
        Picture.objects.filter(pk=picture, board=board).update(piece=piece)
