"""CSV: a file for each table; no cell is a formula, whatever somebody wrote."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from typing import IO, Any

from polylogue.kit import cells
from polylogue.kit.signs import visible
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.sheets import Cell
from polylogue.transcripts.tables import fill
from polylogue.transcripts.telling import Tick

BOM = b"\xef\xbb\xbf"
CHUNK = 256 * 1024


def csv_files(transcript: Transcript, tick: Tick) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each table by its name, in the order in which they were begun."""
    with ExitStack() as stack:
        sink = Files(stack)
        fill(transcript, sink, tick)
        for name, (file, raw, _writer) in sink.files.items():
            file.flush()
            raw.seek(0)
            yield name, iter(partial(raw.read, CHUNK), b"")


class Files:
    """Tables on disk until all are whole, since rows of several come in turns."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.files: dict[str, tuple[io.TextIOWrapper, IO[bytes], Any]] = {}

    def begin(self, table: str, columns: Sequence[str]) -> None:
        raw: IO[bytes] = self.stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        raw.write(BOM)
        file = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        self.stack.callback(file.detach)
        writer = csv.writer(file)
        writer.writerow(columns)
        self.files[table] = file, raw, writer

    def row(self, table: str, cells: Sequence[Cell]) -> None:
        _file, _raw, writer = self.files[table]
        writer.writerow([_cell(cell) for cell in cells])


def _cell(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.isoformat(" ")
        case str():
            return cells.guarded(visible(cell))
    return cell
