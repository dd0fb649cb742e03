"""Opens the files of an export again, as whoever gets them would: which entries they tell, and their words."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from polylogue.transcripts.choices import EVERYTHING, Choices
from polylogue.transcripts.cut import Transcript, transcript_of
from polylogue.transcripts.filing import FORMS

Place = tuple[int, int]
VOLUME = re.compile(r"-\d+(?=\.)")
MARK = re.compile(r"\b(\d+):(\d+)$")


def files(transcript: Transcript, form: str) -> dict[str, bytes]:
    """By name, what is in each file of a form."""
    made = FORMS[form].files(transcript, lambda count: None)
    return {name: b"".join(pieces) for name, pieces in made}


def of(dialogue: Any, form: str, choices: Choices = EVERYTHING, **how: Any) -> dict[str, bytes]:
    return files(transcript_of(dialogue, choices=choices, **how), form)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def entries(name: str, content: bytes) -> list[Place] | None:
    """The entries that a file tells, in its order; none if it is no file of entries."""
    read = ENTRIES.get(name) or ENTRIES.get(Path(name).suffix)
    return read(content) if read else None


def volumes(made: dict[str, bytes]) -> dict[str, list[Place]]:
    """By the name of a form without the number of its volume, the entries that its files tell one after another."""
    told: dict[str, list[Place]] = {}
    for name in sorted(made, key=lambda name: (len(name), name)):
        if (found := entries(name, made[name])) is not None:
            told.setdefault(VOLUME.sub("", name), []).extend(found)
    return told


def words(name: str, content: bytes) -> str:
    """All that somebody reads in it."""
    read = WORDS.get(Path(name).suffix)
    return read(content) if read else content.decode()


def table(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, by the names of its columns."""
    csv.field_size_limit(10**9)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def formulas(content: bytes) -> int:
    """How many cells of a workbook a spreadsheet would compute."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def paragraphs(content: bytes) -> list[Any]:
    import docx

    return list(docx.Document(io.BytesIO(content)).paragraphs)


def pdf_words(content: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _in_jsonl(content: bytes) -> list[Place]:
    records = [json.loads(line) for line in content.splitlines()]
    return [(one["stream"], one["seq"]) for one in records if one["record"] == "entry"]


def _in_json(content: bytes) -> list[Place]:
    records = json.loads(content)["records"]
    return [(one["stream"], one["seq"]) for one in records if one["record"] == "entry"]


def _in_markdown(content: bytes) -> list[Place]:
    found = re.findall(r"^`(\d+):(\d+)` ", content.decode(), re.MULTILINE)
    return [(int(stream), int(seq)) for stream, seq in found]


def _in_html(content: bytes) -> list[Place]:
    page = _Page()
    page.feed(content.decode())
    return page.entries


def _in_csv(content: bytes) -> list[Place]:
    return [(int(r["stream"]), int(r["seq"])) for r in table(content) if r["part"] == "1"]


def _in_xlsx(content: bytes) -> list[Place]:
    head, *rows = sheets(content)["entries"]
    stream, seq, part = (head.index(name) for name in ("stream", "seq", "part"))
    return [(int(row[stream]), int(row[seq])) for row in rows if row[part] == 1]


def _in_docx(content: bytes) -> list[Place]:
    """The mark stands in the small print of the line with which an entry begins."""
    found = []
    for paragraph in paragraphs(content):
        for run in paragraph.runs:
            parts = run.text.split("  ·  ") if run.font.size and run.font.size.pt == 8 else []
            marks = [part for part in parts if re.fullmatch(r"\s*\d+:\d+", part)]
            found += [tuple(map(int, mark.strip().split(":"))) for mark in marks]
    return found


def _in_pdf(content: bytes) -> list[Place]:
    """The mark ends a line, after the time of the entry."""
    text = pdf_words(content)
    found = re.findall(r"\d\d:\d\d:\d\d\)\s+(\d+):(\d+)\s*$", text, re.MULTILINE)
    return [(int(stream), int(seq)) for stream, seq in found]


class _Page(HTMLParser):
    """What a browser would make of the page: its entries, its words, and whatever could act."""

    VOID = {"meta", "img", "br"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.entries: list[Place] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append((tag, said))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "article" and (name := said.get("id")):
            stream, _, seq = name.removeprefix("e").partition("-")
            self.entries.append((int(stream), int(seq)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def page(content: bytes) -> _Page:
    read = _Page()
    read.feed(content.decode())
    read.close()
    assert read.open == [], "something is left open"
    return read


ENTRIES = {
    ".jsonl": _in_jsonl,
    ".json": _in_json,
    ".md": _in_markdown,
    ".html": _in_html,
    "entries.csv": _in_csv,
    ".xlsx": _in_xlsx,
    ".docx": _in_docx,
    ".pdf": _in_pdf,
}
WORDS = {
    ".html": lambda content: "".join(page(content).text),
    ".xlsx": lambda content: "\n".join(
        str(cell) for rows in sheets(content).values() for row in rows for cell in row if cell
    ),
    ".docx": lambda content: _docx_words(content),
    ".pdf": pdf_words,
}


def _docx_words(content: bytes) -> str:
    import docx

    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
