"""Pictures as typst and word processors can read them."""

from __future__ import annotations

import io
from typing import NamedTuple

from django.core.files.storage import default_storage
from PIL import Image

from polylogue.transcripts.items import Picture


class Pixels(NamedTuple):
    content: bytes
    width: int
    height: int


def pixels(picture: Picture) -> Pixels | None:
    """A small picture of a message; nothing of one that is not kept any more."""
    try:
        with default_storage.open(picture.stored) as stored, Image.open(stored) as opened:
            drawn = io.BytesIO()
            opened.convert("RGBA" if opened.has_transparency_data else "RGB").save(drawn, "PNG")
            return Pixels(drawn.getvalue(), *opened.size)
    except (FileNotFoundError, OSError):
        return None
