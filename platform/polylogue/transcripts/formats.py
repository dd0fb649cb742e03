"""The forms of a transcript as files: how they are written, and what the browser is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.extract import outside
from polylogue.transcripts.html import html
from polylogue.transcripts.json_document import json_document
from polylogue.transcripts.jsonlines import jsonl
from polylogue.transcripts.markdown import markdown
from polylogue.transcripts.telling import Tick

Write = Callable[[Transcript, Tick], Iterator[bytes]]
T = TypeVar("T")


def _no_tick(count: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A form that is one file, made a piece at a time."""

    ending: str
    media_type: str
    title: str | Promise
    pieces: Write

    def write(self, transcript: Transcript, tick: Tick = _no_tick) -> Iterator[bytes]:
        return spoken(transcript, self.pieces(transcript, tick))


def spoken(transcript: Transcript, pieces: Iterator[T]) -> Iterator[T]:
    """The same pieces, each made in the language of the transcript, whoever's thread asks for it."""
    language = transcript.choices.language or settings.LANGUAGE_CODE
    while True:
        with translation.override(language):
            try:
                piece = next(pieces)
            except StopIteration:
                return
        yield piece


def _texts(write: Callable[[Transcript, Tick], Iterator[str]]) -> Write:
    return lambda transcript, tick: (piece.encode() for piece in write(transcript, tick))


def _outside(write: Write) -> Write:
    return lambda transcript, tick: write(outside(transcript), tick)


_markdown = _texts(markdown)
FORMATS: dict[str, FileFormat] = {
    "markdown": FileFormat("md", "text/markdown; charset=utf-8", _("Markdown"), _markdown),
    "jsonl": FileFormat("jsonl", "application/jsonl", _("JSON Lines"), jsonl),
    "json": FileFormat("json", "application/json", _("JSON"), json_document),
    "html": FileFormat("html", "text/html; charset=utf-8", _("HTML, one page"), _texts(html)),
    "extract": FileFormat(
        "md", "text/markdown; charset=utf-8", _("Extract to pass on"), _outside(_markdown)
    ),
}
