"""PDF, set by typst: tagged (PDF/UA-1), with its fonts, in volumes of ten thousand entries at most."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polylogue.kit import setting, signs
from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.paper import volumes
from polylogue.transcripts.parts import (
    Card,
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
from polylogue.transcripts.pixels import pixels
from polylogue.transcripts.prose import Block, Run
from polylogue.transcripts.telling import Tick

TEMPLATE = Path(__file__).with_name("document.typ")
CHUNK = 256 * 1024
NAMES: dict[type, str] = {Heading: "heading", Note: "note", Grid: "grid", Listed: "listed"}
LONG_WORD = re.compile(r"\S{50}(?=\S)")
"""What no line could hold is broken, unseen, where nothing else would."""
MOST_DEPTH = 6
SIGNS_IN_LINE, LINES_OF_HALF_PAGE = 60, 30

SPACES = (  # Of a page what a drawing can have: paper, whether it is turned, width and height in points.
    ("", False, 470, 400),
    ("a4", False, 480, 600),
    ("a4", True, 725, 350),
    ("a3", False, 725, 950),
    ("a3", True, 1070, 600),
    ("a2", True, 1560, 950),
    ("a1", True, 2260, 1440),
)
LEGIBLE = 0.5
"""Points for each unit of a drawing: its letters are 13 units high."""


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
        "label": volume.label,
        "host": _broken(volume.host),
        "days": volume.days,
        "times": volume.times,
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
            return {"part": "drawing", "path": path, "alt": part.alt, **_space(part.svg)}
        case Cards():
            lanes = [(lane, list(map(_card, cards))) for lane, cards in part.lanes]
            return {"part": "cards", "heads": part.heads, "lanes": _broken(lanes)}
    said: dict[str, Any] = _broken(asdict(part))
    return {"part": NAMES[type(part)]} | said


def _space(svg: str) -> dict[str, Any]:
    """In the text if it can be read there, else on the first page of its own where it can."""
    width, height = setting.size(svg)
    scales = [min(w / width, h / height) for _paper, _turned, w, h in SPACES]
    first = next((n for n, scale in enumerate(scales) if scale >= LEGIBLE), len(SPACES) - 1)
    paper, is_turned = SPACES[first][:2]
    return {"paper": paper, "turned": is_turned, "wide": min(scales[first], 0.75) * width}


def _card(card: Card) -> dict[str, Any]:
    """Whole on one page, but for one that fills half of it."""
    texts = [card.title, *(f"{label}: {text}" for label, text in card.said)]
    lines = sum(1 + len(line) // SIGNS_IN_LINE for text in texts for line in text.split("\n"))
    said = [(label, text, signs.is_right_to_left(text)) for label, text in card.said]
    return asdict(card) | {"said": said, "whole": lines <= LINES_OF_HALF_PAGE}


def _broken(said: Any) -> Any:
    match said:
        case str():
            return LONG_WORD.sub("\\g<0>\u200b", said)
        case list() | tuple():
            return [_broken(one) for one in said]
        case dict():
            return {name: _broken(one) for name, one in said.items()}
    return said


def _said(part: Said, folder: Path, numbers: Iterator[int]) -> dict[str, Any]:
    return {
        "part": "said",
        "who": _broken(part.who),
        "place": _broken(part.place),
        "what": _broken(part.what),
        "time": part.time,
        "mark": part.mark,
        "answered": _broken(part.answered),
        "remarks": _broken(part.remarks),
        "blocks": list(map(_block, part.blocks)),
        "before": [list(map(_block, earlier)) for earlier in part.before],
        "lines": _broken(part.lines),
        "pictures": list(_pictures(part, folder, numbers)),
    }


def _pictures(part: Said, folder: Path, numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    for picture in part.pictures:
        if drawn := pixels(picture):
            path = f"picture-{next(numbers)}.png"
            (folder / path).write_bytes(drawn.content)
            alt = picture.alt or picture.name or _("A picture")
            yield {"path": path, "alt": alt, "width": drawn.width, "height": drawn.height}


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "runs": list(map(_run, block.runs)),
        "depth": min(block.depth, MOST_DEPTH),
        "mark": block.mark,
        "quotes": min(block.quotes, 1),
        "rtl": is_right_to_left(block),
    }


def _run(run: Run) -> dict[str, Any]:
    looks = {"bold": run.bold, "italic": run.italic, "struck": run.struck, "code": run.code}
    link = {"link": run.link} if run.link else {}
    return {"t": _broken(run.text), **{name: True for name, on in looks.items() if on}, **link}


def is_right_to_left(block: Block) -> bool:
    return signs.is_right_to_left("".join(run.text[:500] for run in block.runs))
