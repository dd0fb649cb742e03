"""DOCX, for word processors: the same parts as on paper, in volumes, with real headings and lists."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from polylogue.transcripts import setting
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.paper import (
    Drawing,
    Grid,
    Heading,
    Listed,
    Note,
    Part,
    Said,
    Volume,
    volumes,
)
from polylogue.transcripts.pdf import is_right_to_left
from polylogue.transcripts.prose import Block, Run
from polylogue.transcripts.telling import Tick

CHUNK = 256 * 1024
SOFT = RGBColor(0x4D, 0x5D, 0x5B)
SMALL = Pt(8)
WIDEST = Cm(12)
A4 = Cm(21), Cm(29.7)
LINE = Cm(16)
PER_PIXEL = 9525  # English Metric Units, at 96 pixels to the inch


def docx_files(transcript: Transcript, tick: Tick) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The volumes; each by the end of its name, which is empty if it is the only one."""
    for volume in volumes(transcript, tick):
        file = io.BytesIO()
        _Writer(volume, tick).document.save(file)
        file.seek(0)
        is_only = volume.is_last and volume.number == 1
        yield "" if is_only else f"-{volume.number}", iter(partial(file.read, CHUNK), b"")


class _Writer:
    def __init__(self, volume: Volume, tick: Tick) -> None:
        self.tick = tick
        self.document = Document()
        self.end = self.document.element.body.sectPr
        self._look(volume)
        self._paragraph("Title").add_run(volume.title)
        if volume.number > 1:
            self._small(_("Volume %(n)d") % {"n": volume.number})
        self._small(volume.subtitle)
        for remark in volume.remarks:
            self._paragraph("IntenseQuote").add_run(remark)
        for part in volume.parts:
            self._part(part)

    def _look(self, volume: Volume) -> None:
        about = self.document.core_properties
        about.title, about.author, about.comments = volume.title[:250], "Polylogue", ""
        about.language = get_language() or "en"
        normal: Any = self.document.styles["Normal"]
        normal.font.size, normal.font.name = Pt(10), "Noto Sans"
        normal.paragraph_format.space_after = Pt(4)
        page = self.document.sections[0]
        page.page_width, page.page_height = A4
        page.left_margin = page.right_margin = Cm(2.5)
        foot = page.footer.paragraphs[0]
        _number_of_page(foot)
        _soften(foot.add_run(f"  ·  {volume.title}"))

    def _part(self, part: Part) -> None:
        match part:
            case Heading(level, text):
                self._paragraph(f"Heading{min(level - 1, 9)}").add_run(text)
            case Note(text):
                self._small(text)
            case Said():
                self._said(part)
            case Grid(heads, rows, widths):
                self._table([heads, *rows], widths)
            case Drawing():
                self._drawing(part)
            case Listed(lines):
                for line in lines:
                    self._paragraph("ListBullet").add_run(line)

    def _said(self, part: Said) -> None:
        head = self._paragraph()
        head.paragraph_format.keep_with_next = bool(part.blocks)
        head.paragraph_format.space_before = Pt(6)
        if part.who:
            head.add_run(part.who).bold = True
        about = [part.place, part.answered, part.what, part.time, part.mark, *part.remarks]
        said = "  ·  ".join(one for one in about if one)
        if said:
            _soften(head.add_run(f"  {said}" if part.who else said))
        self._blocks(part.blocks, indent=0.6)
        for earlier in part.before:
            self._small(_("Before:"))
            self._blocks(earlier, indent=1.2)
        for picture in part.pictures:
            if pixels := setting.pixels(picture):
                width = min(pixels.width * PER_PIXEL, WIDEST)
                shown = self.document.add_picture(io.BytesIO(pixels.content), width=width)
                _describe(shown, picture.alt or picture.name)
        for line in part.lines:
            self._paragraph("ListBullet").add_run(line)

    def _blocks(self, blocks: list[Block], *, indent: float) -> None:
        for block in blocks:
            paragraph = self._paragraph()
            depth = indent + 0.6 * max(block.depth, block.quotes)
            paragraph.paragraph_format.left_indent = Cm(depth)
            if block.mark:
                paragraph.add_run(f"{block.mark} ")
            is_rtl = is_right_to_left(block)
            if is_rtl:
                paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # where lines begin, so turned
            for run in block.runs:
                _run(paragraph, run, is_rtl=is_rtl)

    def _table(self, rows: list[list[str]], widths: tuple[float, ...]) -> None:
        """Its heads are repeated on each page, and no row goes on over the end of one."""
        table = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.autofit = False
        wide = [int(LINE * part / sum(widths)) for part in widths]
        for column, width in zip(table.columns, wide, strict=True):
            column.width = width
        for number, row in enumerate(rows):
            made = table.add_row()
            about = made._tr.get_or_add_trPr()
            about.append(OxmlElement("w:cantSplit"))
            if number == 0:
                about.append(OxmlElement("w:tblHeader"))
            for cell, text, width in zip(made.cells, row, wide, strict=True):
                cell.width = width
                run = cell.paragraphs[0].add_run(text)
                run.font.size, run.bold = SMALL, number == 0

    def _drawing(self, part: Drawing) -> None:
        with tempfile.TemporaryDirectory() as folder:
            content = setting.drawing(part.svg, Path(folder), self.tick)
        shown = self.document.add_picture(io.BytesIO(content), width=Cm(15))
        _describe(shown, part.alt)

    def _small(self, text: str) -> None:
        _soften(self._paragraph().add_run(text))

    def _paragraph(self, style: str = "") -> Paragraph:
        """At the end, which is known: to look for it each time takes a long document for ever."""
        made = OxmlElement("w:p")
        if style:
            made.get_or_add_pPr().get_or_add_pStyle().val = style
        self.end.addprevious(made)
        return Paragraph(made, self.document._body)


def _number_of_page(paragraph: Paragraph) -> None:
    """A field, in which a word processor puts the number."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        _soften(run)
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        made.text = text or None
        if kind:
            made.set(qn("w:fldCharType"), kind)
        run._r.append(made)


def _run(paragraph: Paragraph, said: Run, *, is_rtl: bool) -> None:
    text = f"{said.text} <{said.link}>" if said.link and said.link != said.text else said.text
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.strike = (
        said.bold or None,
        said.italic or None,
        said.struck or None,
    )
    if said.code:
        run.font.name = "DejaVu Sans Mono"
    if is_rtl:
        run.font.rtl = True


def _soften(run: Any) -> None:
    run.font.size, run.font.color.rgb = SMALL, SOFT


def _describe(shown: Any, alt: str) -> None:
    """What the picture shows, for whoever cannot see it."""
    shown._inline.docPr.set("descr", alt)
