"""What a picture of a board is drawn with: boxes with words, pictures, arrows and strokes, as SVG."""

from __future__ import annotations

import re
from html import escape
from math import hypot
from typing import NamedTuple

from polylogue.kit import signs
from whiteboard.pictures.embedding import Embedded
from whiteboard.pieces import Kind, Piece

COLOURS = {
    "plain": "#f4f1ea",
    "yellow": "#f8ecb0",
    "orange": "#fbdcb5",
    "red": "#f8cfca",
    "pink": "#f6cfe2",
    "violet": "#e0d5f5",
    "blue": "#cfe1f7",
    "green": "#cfe9d3",
}
INK, LINE = "#22302f", "#5b6b69"
STROKES = {
    "plain": INK,
    "yellow": "#a07f00",
    "orange": "#b5620f",
    "red": "#b4342a",
    "pink": "#b0387a",
    "violet": "#6a4fb3",
    "blue": "#2665b0",
    "green": "#2c7a43",
}
WIDTH, HEIGHT, GAP, MARGIN = 240, 140, 24, 40
SIGN, ROW, PAD = 7.2, 18, 10
MOST_ROWS = 14
HIGHEST = 240
ARROW = 9
FROM_RIGHT, AS_BEFORE = "\u202b", "\u202c"
ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
LETTER = re.compile(r"[^\W\d_]")
# Whatever numbers stand in a file that was brought in: a picture stays one that can be opened.
FARTHEST = 100_000


class Row(NamedTuple):
    """A line of words."""

    said: str
    is_bold: bool = False


class Box(NamedTuple):
    x: int
    y: int
    w: int
    h: int

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.w // 2, self.y + self.h // 2


def box(box: Box, piece: Piece, words: list[Row]) -> str:
    is_frame = piece.kind == Kind.GROUP
    colour = COLOURS.get(piece.fields.get("colour", "plain"), COLOURS["plain"])
    look = f'fill="{colour}" fill-opacity="0.35"' if is_frame else f'fill="{colour}"'
    dashes = ' stroke-dasharray="6 4"' if is_frame else ""
    rect = (
        f'<rect x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" rx="6" {look}'
        f' stroke="{LINE}"{dashes}/>'
    )
    if piece.kind == Kind.TEXT:
        rect = ""
    most = max(1, min(MOST_ROWS, (box.h - PAD) // ROW))
    rows = [row for text in words for row in wrapped(text, box.w - 2 * PAD)]
    if len(rows) > most:
        rows = [*rows[: most - 1], rows[most - 1]._replace(said=f"{rows[most - 1].said} …")]
    return rect + text(box, rows)


def image(box: Box, piece: Piece, image: Embedded) -> str:
    return (
        f'<image x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" href="{image.address}">'
        f"<title>{plain(piece.title)}</title></image>"
    )


def text(box: Box, rows: list[Row]) -> str:
    spans = "".join(
        _line(box, row, box.y + PAD + ROW * n - 5) for n, row in enumerate(rows, start=1)
    )
    return f"<text>{spans}</text>"


def _line(box: Box, row: Row, y: int) -> str:
    """From the left, or from the right where its script begins there."""
    weight = ' font-weight="bold"' if row.is_bold else ""
    if signs.is_right_to_left(row.said):
        x, said = box.x + box.w - PAD, f"{FROM_RIGHT}{plain(row.said)}{AS_BEFORE}"
        return f'<tspan x="{x}" y="{y}" text-anchor="end"{weight}>{said}</tspan>'
    return f'<tspan x="{box.x + PAD}" y="{y}"{weight}>{plain(row.said)}</tspan>'


def connector(start: Box, end: Box, piece: Piece) -> str:
    """From edge to edge, with an arrow at its end."""
    colour = STROKES.get(piece.fields.get("colour", "plain"), LINE)
    (x1, y1), (x2, y2) = _edge(start, end), _edge(end, start)
    line = f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="2"/>'
    label = str(piece.fields.get("label", ""))
    (row, *_more) = wrapped(Row(label), WIDTH)
    middle = f'x="{(x1 + x2) // 2}" y="{(y1 + y2) // 2 - 6}" text-anchor="middle"'
    words = f"<text {middle}>{plain(row.said)}</text>" if label else ""
    return line + _arrow(x1, y1, x2, y2, colour) + words


def _edge(of: Box, to: Box) -> tuple[int, int]:
    """Where the way from its middle to that of another leaves a box."""
    (x, y), (far_x, far_y) = of.middle, to.middle
    across, down = far_x - x, far_y - y
    part = max(abs(across) / max(of.w / 2, 1), abs(down) / max(of.h / 2, 1), 1)
    return round(x + across / part), round(y + down / part)


def _arrow(x1: int, y1: int, x2: int, y2: int, colour: str) -> str:
    long = hypot(x2 - x1, y2 - y1)
    if not long:
        return ""
    x, y = (x2 - x1) / long * ARROW, (y2 - y1) / long * ARROW
    points = [(x2, y2), (x2 - x - y / 2, y2 - y + x / 2), (x2 - x + y / 2, y2 - y - x / 2)]
    said = " ".join(f"{round(a)},{round(b)}" for a, b in points)
    return f'<polygon points="{said}" fill="{colour}"/>'


def stroke(piece: Piece) -> str:
    points = piece.fields.get("points", [])
    x, y = corner(piece)
    said = " ".join(f"{x + a},{y + b}" for a, b in zip(points[::2], points[1::2], strict=True))
    width = int(piece.fields.get("width", 3))
    colour = STROKES.get(piece.fields.get("colour", "plain"), INK)
    return (
        f'<polyline points="{said}" fill="none" stroke="{colour}" stroke-width="{width}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def wrapped(row: Row, width: int) -> list[Row]:
    """Lines of about so many points; a word that is longer goes on in the next one."""
    most = max(4, int(width / (SIGN * 1.1 if row.is_bold else SIGN)))
    rows: list[str] = []
    for line in row.said.splitlines() or [""]:
        words = [part for word in line.split() for part in _parts(word, most)]
        said = ""
        for word in words:
            if said and (len(said) + 1 + len(word) > most or _is_other_script(said, word)):
                rows.append(said)
                said = word
            else:
                said = f"{said} {word}".strip()
        rows.append(said)
    return [row._replace(said=said) for said in rows]


def _is_other_script(said: str, word: str) -> bool:
    """Whoever draws letters of Arabic takes them from a font of their own, for a whole line."""
    if not LETTER.search(said) or not LETTER.search(word):
        return False
    return bool(ARABIC.search(said)) != bool(ARABIC.search(word))


def _parts(word: str, most: int) -> list[str]:
    return [word[start : start + most] for start in range(0, len(word), most)]


def plain(text: str) -> str:
    """Words in XML: no markup, and no sign that XML does not know."""
    return escape(signs.visible(text))


def corner(piece: Piece) -> tuple[int, int]:
    return within(piece.fields.get("x", 0)), within(piece.fields.get("y", 0))


def within(number: int) -> int:
    return max(-FARTHEST, min(FARTHEST, int(number)))
