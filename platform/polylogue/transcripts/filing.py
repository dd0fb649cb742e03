"""Every form that a transcript can be had in, as one or several files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polylogue.transcripts.csv_files import csv_files
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.formats import FORMATS, FileFormat, spoken
from polylogue.transcripts.pdf import pdf_files
from polylogue.transcripts.telling import Tick

Files = Iterator[tuple[str, Iterator[bytes]]]


@dataclass(frozen=True, slots=True)
class Form:
    """`files`: by name, each to be read to its end before the next one is asked for."""

    title: str | Promise
    files: Callable[[Transcript, Tick], Files]
    media_type: str = "application/octet-stream"


def _single(format: FileFormat, title: str | Promise) -> Form:
    def files(transcript: Transcript, tick: Tick) -> Files:
        yield f"transcript.{format.ending}", format.write(transcript, tick)

    return Form(title, files, format.media_type)


# Only when a file is made are python-docx and XlsxWriter loaded, which most processes never need.


def _words(transcript: Transcript, tick: Tick) -> Files:
    from polylogue.transcripts.word import docx_files

    return docx_files(transcript, tick)


def _book(transcript: Transcript, tick: Tick) -> Files:
    from polylogue.transcripts.workbook import workbook

    yield "transcript.xlsx", spoken(transcript, workbook(transcript, tick))


def _named(
    made: Callable[[Transcript, Tick], Files], start: str, ending: str
) -> Callable[[Transcript, Tick], Files]:
    def files(transcript: Transcript, tick: Tick) -> Files:
        for name, pieces in spoken(transcript, made(transcript, tick)):
            yield f"{start}{name}.{ending}", pieces

    return files


FORMS: dict[str, Form] = {
    "pdf": Form(_("PDF, to read and print"), _named(pdf_files, "transcript", "pdf")),
    "docx": Form(_("DOCX, for a word processor"), _named(_words, "transcript", "docx")),
    "html": _single(FORMATS["html"], _("HTML, one page to read in a browser")),
    "markdown": _single(FORMATS["markdown"], _("Markdown, plain text")),
    "xlsx": Form(_("XLSX, for a spreadsheet"), _book),
    "csv": Form(_("CSV, a file for each table"), _named(csv_files, "", "csv")),
    "jsonl": _single(FORMATS["jsonl"], _("JSON Lines, for programs")),
    "json": _single(FORMATS["json"], _("JSON, for programs")),
}
"""In the order in which they are offered; each can be the record, or what may be passed on."""
