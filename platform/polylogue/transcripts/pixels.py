"""Folders that typst sets documents from, and pictures as it and word processors can read them."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from django.core.files.storage import default_storage
from PIL import Image

from polylogue.transcripts.items import Picture
from polylogue.transcripts.telling import Tick

PATIENCE_SECONDS = 300.0
PAUSE_SECONDS = 0.1


class Pixels(NamedTuple):
    content: bytes
    width: int
    height: int


class NotSet(Exception):
    """typst could not set a document, or took too long."""


def run(folder: Path, *more: str, tick: Tick) -> None:
    """Has a folder set; whoever looks on may cancel it meanwhile, by raising."""
    command = [sys.executable, "-m", "polylogue.transcripts.typesetting", str(folder), *more]
    with (folder / "problems").open("wb") as problems:
        process = subprocess.Popen(command, stderr=problems, stdout=problems)  # noqa: S603
        ends = time.monotonic() + PATIENCE_SECONDS
        try:
            while process.poll() is None and time.monotonic() < ends:
                time.sleep(PAUSE_SECONDS)
                tick(0)
        finally:
            process.kill()
            code = process.wait()
    if code:
        raise NotSet((folder / "problems").read_text(errors="replace")[-2000:])


def pixels(picture: Picture) -> Pixels | None:
    """A small picture of a message; nothing of one that is not kept any more."""
    try:
        with default_storage.open(picture.stored) as stored, Image.open(stored) as opened:
            drawn = io.BytesIO()
            opened.convert("RGBA" if opened.has_transparency_data else "RGB").save(drawn, "PNG")
            return Pixels(drawn.getvalue(), *opened.size)
    except (FileNotFoundError, OSError):
        return None


def drawing(svg: str, folder: Path, tick: Tick) -> bytes:
    """A drawing of a board as PNG."""
    (folder / "drawing.svg").write_text(svg)
    run(folder, "drawing", tick=tick)
    return (folder / "drawing.png").read_bytes()
