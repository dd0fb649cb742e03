"""The pictures of a board that is copied: rows of their own, for the same bytes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from polylogue.log import journal
from whiteboard.models import Board
from whiteboard.pictures.models import Picture
from whiteboard.pieces import Kind
from whiteboard.state import State


def renamed(state: State) -> dict[str, Picture]:
    """Has the pictures of a board be called as its copy will call them; those without bytes are left out."""
    images = [piece for piece in state.pieces.values() if piece.kind == Kind.IMAGE]
    kept = {str(one.pk): one for one in Picture.objects.filter(piece__in=[p.name for p in images])}
    pictures: dict[str, Picture] = {}
    for image in images:
        piece, source = state.change(image.name), kept.get(str(image.fields.get("file")))
        if piece and source:
            piece.fields["file"] = str(uuid.uuid4())
            pictures[piece.fields["file"]] = source
        else:
            del state.pieces[image.name]
    return pictures


def copied(pictures: Mapping[str, Picture], board: Board, owner: int) -> dict[str, int]:
    """Rows of the new board, by their new names; and whose they are."""
    Picture.objects.bulk_create([_copy(name, one, board, owner) for name, one in pictures.items()])
    return dict.fromkeys(pictures, owner)


def _copy(name: str, of: Picture, board: Board, owner: int) -> Picture:
    same = ("media_type", "name", "size", "width", "height", "content", "thumbnail")
    about = {field: getattr(of, field) for field in same}
    pk, at = uuid.UUID(name), journal.now()
    return Picture(id=pk, board=board, owner_id=owner, uploaded_at=at, **about)
