"""Has documents and drawings set by typst, in a process of its own: folders go in, files come out."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 300.0
PAUSE_SECONDS = 0.05
SIZE = re.compile(r'viewBox="-?\d+ -?\d+ (\d+) (\d+)"')
PIXELS_PER_UNIT = 2
MOST_PIXELS, LONGEST_SIDE = 16_000_000, 16_000

Tick = Callable[[int], None]


class NotSet(Exception):
    """typst could not set a document, or took too long."""


def run(folder: Path, *more: str, tick: Tick, patience: float = PATIENCE_SECONDS) -> None:
    """Has a folder set; whoever looks on may cancel it meanwhile, by raising."""
    command = [sys.executable, "-m", "polylogue.kit.setting.typesetting", str(folder), *more]
    with (folder / "problems").open("wb") as problems:
        process = subprocess.Popen(command, stderr=problems, stdout=problems)  # noqa: S603
        ends = time.monotonic() + patience
        try:
            while process.poll() is None and time.monotonic() < ends:
                time.sleep(PAUSE_SECONDS)
                tick(0)
        finally:
            process.kill()
            code = process.wait()
    if code:
        raise NotSet((folder / "problems").read_text(errors="replace")[-2000:])


def png(svg: str, tick: Tick = lambda count: None, patience: float = PATIENCE_SECONDS) -> bytes:
    """A drawing as pixels, two to each of its units; fewer if there were too many."""
    width, height = size(svg)
    most = min((MOST_PIXELS / (width * height)) ** 0.5, LONGEST_SIDE / max(width, height))
    wanted = min(PIXELS_PER_UNIT, most)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "drawing.svg").write_text(svg)
        run(folder, str(max(1, int(width * wanted))), tick=tick, patience=patience)
        return (folder / "drawing.png").read_bytes()


def size(svg: str) -> tuple[int, int]:
    """How wide and high a drawing is, in units of its own."""
    found = SIZE.search(svg[:1000])
    return (max(1, int(found[1])), max(1, int(found[2]))) if found else (1, 1)
