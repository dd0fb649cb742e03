"""Pictures within a file that is taken along: the small ones, as many as a file can well hold."""

from __future__ import annotations

import base64
import contextlib
from typing import NamedTuple

from polylogue.kit.uploads import storing
from whiteboard.pictures.models import Picture
from whiteboard.pieces import Kind
from whiteboard.state import State

MOST_BYTES = 12 * 1024 * 1024


class Embedded(NamedTuple):
    """The address that holds the picture itself, and what it measures."""

    address: str
    width: int
    height: int


def embedded(state: State) -> dict[str, Embedded]:
    """By piece. Those for which there is no place have none."""
    images = [piece for piece in state.pieces.values() if piece.kind == Kind.IMAGE]
    rows = {str(p.pk): p for p in Picture.objects.filter(piece__in=[one.name for one in images])}
    found: dict[str, Embedded] = {}
    left = MOST_BYTES
    for image in images:
        picture = rows.get(str(image.fields.get("file")))
        content = _small(picture) if picture else b""
        if picture and content and len(content) <= left:
            left -= len(content)
            address = f"data:image/webp;base64,{base64.b64encode(content).decode()}"
            found[image.name] = Embedded(address, picture.width, picture.height)
    return found


def _small(picture: Picture) -> bytes:
    with contextlib.suppress(FileNotFoundError):
        return storing.read(picture.thumbnail)
    return b""
