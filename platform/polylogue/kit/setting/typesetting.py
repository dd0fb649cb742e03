"""Sets a document with typst, in a process of its own: `python -m polylogue.kit.setting.typesetting FOLDER`.

It needs nothing of the site, so that it starts at once, and takes nothing of its memory or time. The
folder holds `document.typ` and what that reads; what comes out is `document.pdf`. With a width in
pixels it holds `drawing.svg`, and what comes out is `drawing.png`.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

STANDARD: Final = "ua-1"
DRAWING = """
#set text(font: ("Noto Sans", "Noto Sans Arabic"))
#set page(width: auto, height: auto, margin: 0pt)
#image("drawing.svg", width: {width}pt)
"""
PIXELS_PER_INCH = 72.0


def main(folder: Path, width: int | None) -> None:
    os.nice(5)
    fonts = [fonts_folder()]
    if width is None:
        _set(folder, fonts)
    else:
        _draw(folder, fonts, width)


def _draw(folder: Path, fonts: list[str], width: int) -> None:
    import typst

    source = folder / "drawing.typ"
    source.write_text(DRAWING.format(width=width))
    made = typst.compile(
        str(source),
        format="png",
        ppi=PIXELS_PER_INCH,
        root=str(folder),
        font_paths=fonts,
        ignore_system_fonts=True,
    )
    (folder / "drawing.png").write_bytes(made)


def _set(folder: Path, fonts: list[str]) -> None:
    """By the standard, which wants that every sign can be shown; else with what fonts the machine has.

    Then too it is tagged, and what no font knows is shown as a box.
    """
    import typst

    source, output, root = (str(folder / name) for name in ("document.typ", "document.pdf", ""))
    try:
        typst.compile(
            source,
            output=output,
            root=root,
            font_paths=fonts,
            ignore_system_fonts=True,
            pdf_standards=STANDARD,
        )
    except typst.TypstError:
        typst.compile(source, output=output, root=root, font_paths=fonts)


def fonts_folder() -> str:
    spec = find_spec("manimgx_fonts")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("manimgx-fonts is not installed")
    return spec.submodule_search_locations[0]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
