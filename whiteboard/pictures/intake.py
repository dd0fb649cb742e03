"""From an upload to a picture that is kept: looked at, drawn anew, stored. No row is written here."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from polylogue.kit.uploads import limits, pictures, sniffing, storing
from whiteboard.models import Board
from whiteboard.pictures.models import Picture

FOLDER = "boards"
LAID = (360, 360)


def take(upload: UploadedFile[Any], board: Board, owner: int) -> Picture:
    """A picture with its bytes in the storage, which has no row yet; or a Refusal."""
    content = storing.bytes_of(upload)
    kind = sniffing.kind_of(content)
    if kind is None or kind == "PDF":
        raise limits.OtherKind(_("Only pictures (JPEG, PNG, WebP, GIF) can be put on a board."))
    drawn = pictures.draw(content, kind)
    picture = Picture(board=board, owner_id=owner, width=drawn.width, height=drawn.height)
    picture.media_type, picture.size = drawn.media_type, len(drawn.content)
    ending = pictures.ENDINGS[drawn.format]
    picture.content = storing.store(FOLDER, picture.pk, ending, drawn.content)
    picture.thumbnail = storing.store(FOLDER, picture.pk, "small.webp", drawn.thumbnail)
    picture.name = storing.name_of(upload.name or "", PurePath(picture.content).suffix)
    return picture


def laid_at(picture: Picture) -> tuple[int, int]:
    """How wide and high it lies on the canvas at first."""
    return pictures.fitted(picture.width, picture.height, LAID)
