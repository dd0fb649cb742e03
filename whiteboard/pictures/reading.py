"""Who may see a picture: whoever may see its piece; until it has one, its owner."""

from __future__ import annotations

import uuid

from polylogue.kit.refusals import NotFound
from whiteboard.entrance import Visit
from whiteboard.models import Piece
from whiteboard.pictures.models import Picture


def visible(visit: Visit, picture: uuid.UUID) -> Picture:
    """A picture of the board; raises NotFound."""
    found = Picture.objects.filter(pk=picture, board=visit.board).first()
    if found is None or not _is_seen(found, visit.by.person_id):
        raise NotFound
    return found


def _is_seen(picture: Picture, person: int) -> bool:
    """Of what was deleted too: the past of a board shows it, and it can be restored."""
    if not picture.piece:
        return picture.owner_id == person
    piece = Piece.objects.filter(board=picture.board_id, name=picture.piece).first()
    return piece is not None and piece.private_to_id in (None, person)
