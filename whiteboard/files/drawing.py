"""A board as a picture: as it lies on the canvas, and what was never put there lane by lane below it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from polylogue.kit.signs import VISIBLE
from whiteboard.files.taking import Taken
from whiteboard.pictures.embedding import embedded
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
WIDTH, HEIGHT, GAP, MARGIN = 240, 140, 24, 40
SIGN, ROW, PAD = 7.2, 18, 10
MOST_ROWS = 14
# Whatever numbers stand in a file that was brought in: a picture stays one that can be opened.
FARTHEST = 100_000


class Box(NamedTuple):
    x: int
    y: int
    w: int
    h: int

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.w // 2, self.y + self.h // 2


def svg(taken: Taken) -> str:
    boxes, heads = _laid(taken)
    strokes = [p for p in taken.state.pieces.values() if p.kind == Kind.STROKE]
    spots = [*boxes.values(), *heads.values(), *(_reach(piece) for piece in strokes)]
    left, top = (min((spot[n] for spot in spots), default=0) - MARGIN for n in (0, 1))
    right = max((spot.x + spot.w for spot in spots), default=0) + MARGIN
    bottom = max((spot.y + spot.h for spot in spots), default=0) + MARGIN
    size = f"{left} {top} {max(right - left, 1)} {max(bottom - top, 1)}"
    drawn = "".join(_drawn(taken, boxes, heads, strokes, embedded(taken.state)))
    title = _plain(taken.title)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img" font-family="sans-serif"'
        f' font-size="13" fill="{INK}"><title>{title}</title>'
        f'<rect x="{left}" y="{top}" width="100%" height="100%" fill="#ffffff"/>{drawn}</svg>\n'
    )


def _drawn(
    taken: Taken,
    boxes: dict[str, Box],
    heads: dict[str, Box],
    strokes: list[Piece],
    images: dict[str, str],
) -> Iterator[str]:
    pieces = taken.state.pieces
    groups = [name for name in boxes if pieces[name].kind == Kind.GROUP]
    for name in groups:
        yield _box(boxes[name], pieces[name], [pieces[name].title], frame=True)
    for title, box in heads.items():
        yield _text(box, _wrapped(title.partition(":")[2], box.w)[:2], weight="bold")
    for piece in pieces.values():
        if piece.ends and all(end in boxes for end in piece.ends):
            yield _connector(boxes[piece.ends[0]], boxes[piece.ends[1]], piece)
    for piece in strokes:
        yield _stroke(piece)
    for name, box in boxes.items():
        if name in images:
            yield _image(box, pieces[name], images[name])
        elif name not in groups:
            words = [piece for _, piece in taken.said(pieces[name])] or [""]
            yield _box(box, pieces[name], words, frame=False)


def _laid(taken: Taken) -> tuple[dict[str, Box], dict[str, Box]]:
    """Where each piece lies, and the head of each lane for those that lie nowhere on the canvas."""
    boxes: dict[str, Box] = {}
    below: list[tuple[str, list[Piece]]] = []
    for number, (title, pieces) in enumerate(taken.lanes()):
        for piece in pieces:
            if {"x", "y"} <= piece.fields.keys():
                boxes[piece.name] = _box_of(piece)
        lying = [piece for piece in pieces if piece.name not in boxes]
        if lying:
            below.append((f"{number}:{title}", lying))
    bottom = max((box.y + box.h for box in boxes.values()), default=-GAP) + GAP
    left = min((box.x for box in boxes.values()), default=0)
    heads: dict[str, Box] = {}
    for column, (title, pieces) in enumerate(below):
        x, y = left + column * (WIDTH + GAP), bottom + 2 * ROW + PAD
        heads[title] = Box(x, bottom, WIDTH, 2 * ROW)
        for piece in pieces:
            rows = sum(len(_wrapped(words, WIDTH - 2 * PAD)) for _, words in taken.said(piece))
            boxes[piece.name] = Box(x, y, WIDTH, min(max(rows, 2), MOST_ROWS) * ROW + 2 * PAD)
            y += boxes[piece.name].h + GAP // 2
    return boxes, heads


def _box_of(piece: Piece) -> Box:
    said = piece.fields
    return Box(
        _within(said["x"]),
        _within(said["y"]),
        int(said.get("w", WIDTH)),
        int(said.get("h", HEIGHT)),
    )


def _within(number: int) -> int:
    return max(-FARTHEST, min(FARTHEST, int(number)))


def _box(box: Box, piece: Piece, words: list[str], *, frame: bool) -> str:
    colour = COLOURS.get(piece.fields.get("colour", "plain"), COLOURS["plain"])
    look = f'fill="{colour}" fill-opacity="0.35"' if frame else f'fill="{colour}"'
    dashes = ' stroke-dasharray="6 4"' if frame else ""
    rect = (
        f'<rect x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" rx="6" {look}'
        f' stroke="{LINE}"{dashes}/>'
    )
    if piece.kind == Kind.TEXT:
        rect = ""
    most = max(1, min(MOST_ROWS, (box.h - PAD) // ROW))
    rows = [row for text in words for row in _wrapped(text, box.w - 2 * PAD)]
    if len(rows) > most:
        rows = [*rows[: most - 1], f"{rows[most - 1]} …"]
    return rect + _text(box, rows, weight="bold" if frame else "normal")


def _image(box: Box, piece: Piece, address: str) -> str:
    return (
        f'<image x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" href="{address}">'
        f"<title>{_plain(piece.title)}</title></image>"
    )


def _text(box: Box, rows: list[str], *, weight: str) -> str:
    spans = "".join(
        f'<tspan x="{box.x + PAD}" y="{box.y + PAD + ROW * n - 5}">{_plain(row)}</tspan>'
        for n, row in enumerate(rows, start=1)
    )
    return f'<text font-weight="{weight}">{spans}</text>'


def _connector(start: Box, end: Box, piece: Piece) -> str:
    (x1, y1), (x2, y2) = start.middle, end.middle
    line = f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{LINE}" stroke-width="2"/>'
    label = str(piece.fields.get("label", ""))
    middle = Box((x1 + x2) // 2 - PAD, (y1 + y2) // 2 - ROW, WIDTH, ROW)
    return line + (_text(middle, _wrapped(label, WIDTH)[:1], weight="normal") if label else "")


def _stroke(piece: Piece) -> str:
    points = piece.fields.get("points", [])
    x, y = _corner(piece)
    said = " ".join(f"{x + a},{y + b}" for a, b in zip(points[::2], points[1::2], strict=True))
    width = int(piece.fields.get("width", 3))
    return (
        f'<polyline points="{said}" fill="none" stroke="{INK}" stroke-width="{width}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _reach(piece: Piece) -> Box:
    points, (x, y) = piece.fields.get("points", [0, 0]), _corner(piece)
    across, down = points[::2], points[1::2]
    left, top = x + min(across), y + min(down)
    return Box(left, top, max(across) - min(across), max(down) - min(down))


def _corner(piece: Piece) -> tuple[int, int]:
    return _within(piece.fields.get("x", 0)), _within(piece.fields.get("y", 0))


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of about so many points; a word that is longer goes on in the next one."""
    most = max(4, int(width / SIGN))
    rows: list[str] = []
    for line in text.splitlines() or [""]:
        words = [part for word in line.split() for part in _parts(word, most)]
        row = ""
        for word in words:
            if row and len(row) + 1 + len(word) > most:
                rows.append(row)
                row = word
            else:
                row = f"{row} {word}".strip()
        rows.append(row)
    return rows


def _parts(word: str, most: int) -> list[str]:
    return [word[start : start + most] for start in range(0, len(word), most)]


def _plain(text: str) -> str:
    """Words in XML: no markup, and no sign that XML does not know."""
    return escape(text.translate(VISIBLE).replace("\ufffe", "").replace("\uffff", ""))
