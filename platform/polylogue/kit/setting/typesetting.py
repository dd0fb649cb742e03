"""Sets a document with typst, in a process of its own: `python -m polylogue.transcripts.typesetting FOLDER`.

It needs nothing of the site, so that it starts at once, and takes nothing of its memory or time. The
folder holds `document.typ` and what that reads; what comes out is `document.pdf`, or a picture of
`drawing.svg`.
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
#image("drawing.svg", width: 480pt)
"""
PIXELS_PER_INCH = 144.0


def main(folder: Path, *, is_drawing: bool) -> None:
    import typst

    os.nice(5)
    fonts = [fonts_folder()]
    if is_drawing:
        (folder / "drawing.typ").write_text(DRAWING)
        made = typst.compile(
            str(folder / "drawing.typ"),
            format="png",
            ppi=PIXELS_PER_INCH,
            root=str(folder),
            font_paths=fonts,
            ignore_system_fonts=True,
        )
        (folder / "drawing.png").write_bytes(made)
    else:
        _set(folder, fonts)


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
    main(Path(sys.argv[1]), is_drawing=len(sys.argv) > 2)
