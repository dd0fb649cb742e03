"""DOCX, for word processors: the same parts as on paper, in volumes, with real headings and lists."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from polylogue.kit import setting
from polylogue.transcripts import word_looks
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.paper import volumes
from polylogue.transcripts.parts import (
    Cards,
    Drawing,
    Grid,
    Heading,
    Listed,
    Note,
    Part,
    Said,
    Volume,
)
from polylogue.transcripts.pdf import is_right_to_left
from polylogue.transcripts.pixels import pixels
from polylogue.transcripts.prose import Block
from polylogue.transcripts.telling import Tick

CHUNK = 256 * 1024
ACCENT = RGBColor(0x0B, 0x5C, 0x63)
WIDEST = Cm(12)
WIDE, HIGH = Cm(16.5), Cm(21)
WIDTHS = [Cm(11.5), Cm(3.5), Cm(1.5)]
MOST_DEPTH = 6
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
        self._small(". ".join(filter(None, [_host(volume), volume.label, volume.times])))
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
        for level in range(5):
            heading: Any = self.document.styles["Title" if level == 0 else f"Heading {level}"]
            heading.font.name, heading.font.color.rgb = "Noto Sans", ACCENT
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        word_looks.soften(section.header.paragraphs[0].add_run(volume.title))
        foot = section.footer.paragraphs[0]
        word_looks.soften(foot.add_run(f"{volume.label}  ·  "))
        word_looks.number(foot)

    def _part(self, part: Part) -> None:
        match part:
            case Heading(level, text):
                self._paragraph(f"Heading{min(level - 1, 9)}").add_run(text)
            case Note(text):
                self._small(text)
            case Said():
                self._said(part)
            case Cards():
                self._cards(part)
            case Grid():
                self._grid(part)
            case Drawing():
                self._drawing(part)
            case Listed(lines, head):
                if head:
                    self._paragraph().add_run(head)
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
            word_looks.soften(head.add_run(f"  {said}" if part.who else said))
        self._blocks(part.blocks, indent=0.6)
        for earlier in part.before:
            self._small(_("Before:"))
            self._blocks(earlier, indent=1.2)
        for picture in part.pictures:
            if drawn := pixels(picture):
                width = min(drawn.width * PER_PIXEL, WIDEST)
                shown = self.document.add_picture(io.BytesIO(drawn.content), width=width)
                word_looks.describe(shown, picture.alt or picture.name)
        for line in part.lines:
            word_looks.soften(self._paragraph("ListBullet").add_run(line))

    def _blocks(self, blocks: list[Block], *, indent: float) -> None:
        for block in blocks:
            paragraph = self._paragraph()
            depth = indent + 0.6 * min(max(block.depth, block.quotes), MOST_DEPTH)
            paragraph.paragraph_format.left_indent = Cm(depth)
            if block.mark:
                paragraph.add_run(f"{block.mark} ")
            is_rtl = is_right_to_left(block)
            if is_rtl:
                paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # where lines begin, so turned
            for run in block.runs:
                word_looks.run(paragraph, run, is_rtl=is_rtl)

    def _cards(self, part: Cards) -> None:
        """Its first row stands on each page again, and no card is torn apart that a page can hold."""
        table = self._table(WIDTHS)
        word_looks.repeat(self._row(table, part.heads, WIDTHS, is_bold=True))
        for lane, cards in part.lanes:
            self._lane(table, lane)
            for card in cards:
                row = self._row(table, [card.title, card.by, card.votes], WIDTHS)
                word_looks.keep_whole(row)
                cell = row.cells[0]
                for label, text in card.said:
                    said = cell.add_paragraph()
                    word_looks.soften(said.add_run(f"{label}: "))
                    word_looks.shrink(said.add_run(text))

    def _lane(self, table: Any, title: str) -> None:
        cells = table.add_row().cells
        paragraph = cells[0].merge(cells[-1]).paragraphs[0]
        paragraph.paragraph_format.keep_with_next = True
        run = paragraph.add_run(title or "–")
        run.bold = True
        word_looks.shrink(run)

    def _table(self, widths: Sequence[int]) -> Any:
        table = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        return table

    def _row(
        self, table: Any, texts: list[str], widths: Sequence[int], *, is_bold: bool = False
    ) -> Any:
        row = table.add_row()
        for number, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width = width
            run = cell.paragraphs[0].add_run(text)
            run.bold = is_bold or number == 0
            word_looks.shrink(run)
        return row

    def _grid(self, part: Grid) -> None:
        """Its first row stands on each page again, and no row goes on over the end of one."""
        wide = [int(WIDE * share / sum(part.widths)) for share in part.widths]
        table = self._table(wide)
        word_looks.repeat(self._row(table, part.heads, wide, is_bold=True))
        for row in part.rows:
            word_looks.keep_whole(self._row(table, row, wide))

    def _drawing(self, part: Drawing) -> None:
        """As large as the page has place for it."""
        width, height = setting.size(part.svg)
        wide = min(WIDE, int(HIGH * width / height), width * PER_PIXEL)
        content = setting.png(part.svg, self.tick)
        word_looks.describe(self.document.add_picture(io.BytesIO(content), width=wide), part.alt)

    def _small(self, text: str) -> None:
        word_looks.soften(self._paragraph().add_run(text))

    def _paragraph(self, style: str = "") -> Paragraph:
        """At the end, which is known: to look for it each time takes a long document for ever."""
        made = OxmlElement("w:p")
        if style:
            made.get_or_add_pPr().get_or_add_pStyle().val = style
        self.end.addprevious(made)
        return Paragraph(made, self.document._body)


def _host(volume: Volume) -> str:
    return ", ".join(filter(None, [volume.host, volume.days]))
