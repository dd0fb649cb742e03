"""How runs, rows and pictures of a document for word processors look; what its library cannot say by itself."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from polylogue.kit.signs import visible
from polylogue.transcripts.prose import Run

SOFT = RGBColor(0x4D, 0x5D, 0x5B)
SMALL = Pt(8)


def number(paragraph: Paragraph) -> None:
    """The number of the page, which word processors count."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def run(paragraph: Paragraph, said: Run, *, is_rtl: bool) -> None:
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


def soften(run: Any) -> None:
    run.font.color.rgb = SOFT
    shrink(run)


def shrink(run: Any) -> None:
    """Scripts that run from the right have a size of their own."""
    run.font.size = SMALL
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(int(SMALL.pt * 2)))
    run._r.rPr.append(size)


def describe(shown: Any, alt: str) -> None:
    """What the picture shows, for whoever cannot see it."""
    shown._inline.docPr.set("descr", visible(alt))
