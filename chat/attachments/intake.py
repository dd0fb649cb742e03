"""From an upload to a file that is kept: looked at, drawn anew, stored. No row is written here."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from chat.attachments import limits, pictures, sniffing
from chat.attachments.limits import NAME_LENGTH
from chat.attachments.models import File
from polylogue.kit import wording
from rooms.models import Room

FOLDER = "attachments"


def take(upload: UploadedFile[Any], room: Room, owner: int) -> File:
    """A file with its bytes in the storage, which has no row yet; or a Refusal."""
    content = _bytes(upload)
    kind = sniffing.kind_of(content)
    if kind is None:
        raise limits.OtherKind
    file = File(stream_id=room.stream_id, owner_id=owner)
    if kind == "PDF":
        _take_pdf(file, content)
    else:
        _take_picture(file, content, kind)
    file.name = _name(upload.name or "", PurePath(file.content).suffix)
    return file


def discard(stored: list[str]) -> None:
    """Removes bytes from the storage; those that are gone already are no trouble."""
    for name in stored:
        default_storage.delete(name)


def _bytes(upload: UploadedFile[Any]) -> bytes:
    if (upload.size or 0) > limits.most_bytes():
        raise limits.TooLarge
    content: bytes = upload.read()
    if not content:
        raise limits.Damaged
    return content


def _take_pdf(file: File, content: bytes) -> None:
    if not sniffing.is_whole_pdf(content):
        raise limits.Damaged
    file.kind, file.media_type, file.size = File.Kind.PDF, "application/pdf", len(content)
    file.content = keep(file.pk, "pdf", content)


def _take_picture(file: File, content: bytes, kind: sniffing.Kind) -> None:
    drawn = pictures.draw(content, kind)
    file.kind, file.media_type, file.size = File.Kind.IMAGE, drawn.media_type, len(drawn.content)
    file.width, file.height = drawn.width, drawn.height
    file.content = keep(file.pk, pictures.ENDINGS[drawn.format], drawn.content)
    file.thumbnail = keep(file.pk, "small.webp", drawn.thumbnail)


def keep(pk: uuid.UUID, ending: str, content: bytes) -> str:
    """Puts bytes into the storage, under a name that nothing leads to yet."""
    name = f"{FOLDER}/{timezone.now():%Y-%m-%d}/{pk}.{ending}"
    return default_storage.save(name, ContentFile(content))


def _name(given: str, suffix: str) -> str:
    """What it was called, with the ending of what it is."""
    stem = wording.name(PurePath(given.replace("\\", "/")).name)
    stem = stem[: -len(PurePath(stem).suffix)] if PurePath(stem).suffix else stem
    return f"{stem[: NAME_LENGTH - len(suffix)] or 'file'}{suffix}"
