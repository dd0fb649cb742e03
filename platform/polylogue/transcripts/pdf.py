"""PDF, set by typst: tagged (PDF/UA-1), with its fonts, in volumes of ten thousand entries at most."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
from polylogue.transcripts.prose import Block, Run
from polylogue.transcripts.telling import Tick

TEMPLATE = Path(__file__).with_name("document.typ")
CHUNK = 256 * 1024
NAMES: dict[type, str] = {Heading: "heading", Note: "note", Grid: "grid", Listed: "listed"}
RIGHT = {"R", "AL"}
LONG_WORD = re.compile(r"\S{50}(?=\S)")
"""What no line could hold is broken, unseen, where nothing else would."""


def pdf_files(transcript: Transcript, tick: Tick) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The volumes; each by the end of its name, which is empty if it is the only one."""
    for volume in volumes(transcript, tick):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _lay_out(volume, folder)
            setting.run(folder, tick=tick)
            is_only = volume.is_last and volume.number == 1
            with (folder / "document.pdf").open("rb") as file:
                yield "" if is_only else f"-{volume.number}", iter(lambda: file.read(CHUNK), b"")


def _lay_out(volume: Volume, folder: Path) -> None:
    shutil.copy(TEMPLATE, folder)
    numbers = count(1)
    told: dict[str, Any] = {
        "title": volume.title,
        "subtitle": volume.subtitle,
        "remarks": volume.remarks,
        "number": volume.number,
        "volume": _("Volume %(n)d") % {"n": volume.number} if volume.number > 1 else "",
        "lang": (get_language() or "en").split("-")[0],
        "contents": _("Contents"),
        "parts": [_part(part, folder, numbers) for part in volume.parts],
    }
    (folder / "document.json").write_text(json.dumps(told, ensure_ascii=False))


def _part(part: Part, folder: Path, numbers: Iterator[int]) -> dict[str, Any]:
    match part:
        case Said():
            return _said(part, folder, numbers)
        case Drawing():
            path = f"drawing-{next(numbers)}.svg"
            (folder / path).write_text(part.svg)
            return {"part": "drawing", "path": path, "alt": part.alt}
    return {"part": NAMES[type(part)]} | asdict(part)


def _said(part: Said, folder: Path, numbers: Iterator[int]) -> dict[str, Any]:
    return {
        "part": "said",
        "who": part.who,
        "place": part.place,
        "what": part.what,
        "time": part.time,
        "mark": part.mark,
        "answered": part.answered,
        "remarks": part.remarks,
        "blocks": list(map(_block, part.blocks)),
        "before": [list(map(_block, earlier)) for earlier in part.before],
        "lines": part.lines,
        "pictures": list(_pictures(part, folder, numbers)),
    }


def _pictures(part: Said, folder: Path, numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    for picture in part.pictures:
        if pixels := setting.pixels(picture):
            path = f"picture-{next(numbers)}.png"
            (folder / path).write_bytes(pixels.content)
            alt = picture.alt or picture.name or _("A picture")
            yield {"path": path, "alt": alt, "width": pixels.width}


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "runs": list(map(_run, block.runs)),
        "depth": block.depth,
        "mark": block.mark,
        "quotes": min(block.quotes, 1),
        "rtl": is_right_to_left(block),
    }


def _run(run: Run) -> dict[str, Any]:
    looks = {"bold": run.bold, "italic": run.italic, "struck": run.struck, "code": run.code}
    link = {"link": run.link} if run.link else {}
    text = LONG_WORD.sub("\\g<0>\u200b", run.text)
    return {"t": text, **{name: True for name, on in looks.items() if on}, **link}


def is_right_to_left(block: Block) -> bool:
    """As the first letter that has a direction says."""
    for run in block.runs:
        for sign in run.text[:500]:
            direction = unicodedata.bidirectional(sign)
            if direction in RIGHT:
                return True
            if direction == "L":
                return False
    return False
