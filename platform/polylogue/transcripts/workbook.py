"""XLSX: the same tables as sheets of one workbook, written row by row; every text is a text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from polylogue.kit.signs import visible
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.sheets import LONGEST, Cell
from polylogue.transcripts.tables import fill
from polylogue.transcripts.telling import Tick

CHUNK = 256 * 1024
MOST_ROWS = 1_048_576
TIMES = {"at", "joined", "left", "ended", "opened", "closed", "begins", "ends", "since", "until"}
WIDTHS = {"text": 80, "what": 60, "below": 40, "says": 60, "question": 50, "room": 24, "person": 24}
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": False,
}


def workbook(transcript: Transcript, tick: Tick) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "workbook.xlsx")
        book = Book(path, folder)
        fill(transcript, book, tick)
        book.close()
        with path.open("rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")


class Book:
    """A table that is longer than a sheet goes on in the next one."""

    def __init__(self, path: Path, folder: str) -> None:
        self.book = xlsxwriter.Workbook(str(path), {**PLAIN, "tmpdir": folder})
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.when = self.book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})
        self.sheets: dict[str, tuple[xlsxwriter.worksheet.Worksheet, int, int]] = {}
        self.columns: dict[str, Sequence[str]] = {}

    def begin(self, table: str, columns: Sequence[str]) -> None:
        self.columns[table] = columns
        self._sheet(table, 1)

    def row(self, table: str, cells: Sequence[Cell]) -> None:
        sheet, number, row = self.sheets[table]
        if row == MOST_ROWS:
            self._sheet(table, number + 1)
            sheet, number, row = self.sheets[table]
        for column, cell in enumerate(cells):
            self._write(sheet, row, column, cell)
        self.sheets[table] = sheet, number, row + 1

    def close(self) -> None:
        """The last sheet of each table can be filtered by what stands in its columns."""
        for table, (sheet, _number, row) in self.sheets.items():
            sheet.autofilter(0, 0, max(row - 1, 0), len(self.columns[table]) - 1)
        self.book.close()

    def _sheet(self, table: str, number: int) -> None:
        sheet = self.book.add_worksheet(table if number == 1 else f"{table} {number}")
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(self.columns[table]):
            wide = 20 if name in TIMES else WIDTHS.get(name, 16)
            sheet.set_column(column, column, wide)
            sheet.write_string(0, column, name, self.bold)
        self.sheets[table] = sheet, number, 1

    def _write(
        self, sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell
    ) -> None:
        match cell:
            case None | "":
                pass
            case datetime():
                sheet.write_datetime(row, column, cell, self.when)
            case str():
                sheet.write_string(row, column, visible(cell)[:LONGEST], self.wrap)
            case _:
                sheet.write_number(row, column, cell, self.wrap)
