"""From an upload to a file that is kept: looked at, drawn anew, stored. No row is written here."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from chat.attachments.models import File
from polylogue.kit.uploads import limits, pictures, sniffing, storing
from rooms.models import Room

FOLDER = "attachments"


def take(upload: UploadedFile[Any], room: Room, owner: int) -> File:
    """A file with its bytes in the storage, which has no row yet; or a Refusal."""
    content = storing.bytes_of(upload)
    kind = sniffing.kind_of(content)
    if kind is None:
        raise limits.OtherKind
    file = File(stream_id=room.stream_id, owner_id=owner)
    if kind == "PDF":
        _take_pdf(file, content)
    else:
        _take_picture(file, content, kind)
    file.name = storing.name_of(upload.name or "", PurePath(file.content).suffix)
    return file


def _take_pdf(file: File, content: bytes) -> None:
    if not sniffing.is_whole_pdf(content):
        raise limits.Damaged
    file.kind, file.media_type, file.size = File.Kind.PDF, "application/pdf", len(content)
    file.content = storing.store(FOLDER, file.pk, "pdf", content)


def _take_picture(file: File, content: bytes, kind: sniffing.Kind) -> None:
    drawn = pictures.draw(content, kind)
    file.kind, file.media_type, file.size = File.Kind.IMAGE, drawn.media_type, len(drawn.content)
    file.width, file.height = drawn.width, drawn.height
    file.content = storing.store(FOLDER, file.pk, pictures.ENDINGS[drawn.format], drawn.content)
    file.thumbnail = storing.store(FOLDER, file.pk, "small.webp", drawn.thumbnail)
