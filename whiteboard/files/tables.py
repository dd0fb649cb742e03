"""A board as a table: a line for each card, note, group, text and picture, by lane."""

from __future__ import annotations

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _

from polylogue.kit.cells import guarded
from polylogue.kit.signs import visible
from whiteboard import labels
from whiteboard.files.taking import Taken
from whiteboard.pieces import Kind, Piece

PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NARROW, WIDE = 16, 44
NAME_LENGTH = 31


def as_csv(taken: Taken) -> str:
    """What a spreadsheet would compute is guarded."""
    file = io.StringIO()
    lines = [[str(cell) for cell in line] for line in _lines(taken)]
    csv.writer(file).writerows([guarded(cell) for cell in line] for line in lines)
    return f"\ufeff{file.getvalue()}"


def as_xlsx(taken: Taken) -> bytes:
    """Every text is a text, every number of votes a number."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("Board")[:NAME_LENGTH])
        sheet.freeze_panes(1, 0)
        about, texts = 3, len(_texts(taken))
        sheet.set_column(0, about + texts + 1, NARROW)
        sheet.set_column(about, about + texts - 1, WIDE)
        for row, line in enumerate(_lines(taken)):
            for column, cell in enumerate(line):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell, wrap)
                elif cell:
                    sheet.write_string(row, column, visible(cell), wrap if row else bold)
    return file.getvalue()


def _lines(taken: Taken) -> list[list[str | int]]:
    called = [str(labels.of_field(name, taken.state.card)) for name in _texts(taken)]
    head = [_("Lane"), _("Group"), _("What"), *called, _("Votes"), _("By")]
    rows = [_row(taken, lane, piece) for lane, pieces in taken.lanes() for piece in pieces]
    return [list(head), *rows]


def _row(taken: Taken, lane: str, piece: Piece) -> list[str | int]:
    said = [str(piece.fields.get(name, "")) for name in _texts(taken)]
    if piece.kind == Kind.GROUP:
        said[0] = piece.title
    if piece.kind == Kind.IMAGE:
        said[-1] = piece.title
    about = [lane, taken.called(piece.group), str(labels.KINDS[Kind(piece.kind)])]
    return [*about, *said, taken.votes(piece) or "", taken.authors[piece.name]]


def _texts(taken: Taken) -> list[str]:
    return [*(one.name for one in taken.state.card), "text"]
