"""The forms of a transcript as files: how they are written, and what the browser is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from polylogue.transcripts.export import Transcript, jsonl, markdown
from polylogue.transcripts.extract import extract
from polylogue.transcripts.models import Download


@dataclass(frozen=True, slots=True)
class FileFormat:
    ending: str
    media_type: str
    write: Callable[[Transcript], Iterator[bytes]]


def _markdown_bytes(transcript: Transcript) -> Iterator[bytes]:
    return (piece.encode() for piece in markdown(transcript))


def _extract_bytes(transcript: Transcript) -> Iterator[bytes]:
    return (piece.encode() for piece in extract(transcript))


FORMATS: dict[str, FileFormat] = {
    Download.Format.MARKDOWN: FileFormat("md", "text/markdown; charset=utf-8", _markdown_bytes),
    Download.Format.JSONL: FileFormat("jsonl", "application/jsonl", jsonl),
    Download.Format.EXTRACT: FileFormat("md", "text/markdown; charset=utf-8", _extract_bytes),
}


def file_name(download: Download) -> str:
    """Dialogue, room and the moment it was asked for; what is inside does not say when."""
    dialogue = download.dialogue
    at = download.at.astimezone(dialogue.zone)
    parts = [
        dialogue.title[:60],
        download.room.title[:40] if download.room else "",
        f"{at:%Y-%m-%d-%H%M}",
    ]
    name = "-".join(slugify(part) for part in parts if slugify(part))
    return f"{name}.{FORMATS[download.format].ending}"
