"""Bytes in the private storage: kept under the day on which they came, and cleared away."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from polylogue.kit import wording
from polylogue.kit.uploads import limits

LOOKED_BACK_DAYS = 3


def bytes_of(upload: UploadedFile[Any]) -> bytes:
    if (upload.size or 0) > limits.most_bytes():
        raise limits.TooLarge
    content: bytes = upload.read()
    if not content:
        raise limits.Damaged
    return content


def store(folder: str, pk: uuid.UUID, ending: str, content: bytes) -> str:
    """The name under which it is kept."""
    name = f"{folder}/{timezone.now():%Y-%m-%d}/{pk}.{ending}"
    return default_storage.save(name, ContentFile(content))


def read(name: str) -> bytes:
    with default_storage.open(name) as stored:
        content: Any = stored.read()
    return bytes(content)


def discard(stored: list[str]) -> None:
    """Removes bytes from the storage; those that are gone already are no trouble."""
    for name in stored:
        default_storage.delete(name)


def name_of(given: str, suffix: str) -> str:
    """What it was called, with the ending of what it is."""
    stem = wording.name(PurePath(given.replace("\\", "/")).name)
    stem = stem[: -len(PurePath(stem).suffix)] if PurePath(stem).suffix else stem
    return f"{stem[: limits.NAME_LENGTH - len(suffix)] or 'file'}{suffix}"


def clear_strays(folder: str, known: Callable[[str], set[str]]) -> None:
    """What a server stored that was killed before it wrote the row; `known` says what has one in a day's folder."""
    for days in range(1, LOOKED_BACK_DAYS + 1):
        of_day = f"{folder}/{timezone.now() - timedelta(days=days):%Y-%m-%d}"
        try:
            _folders, names = default_storage.listdir(of_day)
        except FileNotFoundError:
            continue
        kept = known(f"{of_day}/")
        discard([name for name in (f"{of_day}/{n}" for n in names) if name not in kept])
