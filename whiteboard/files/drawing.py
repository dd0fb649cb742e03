"""A board as a picture: as it lies on the canvas, and what was never put there lane by lane below it."""

from __future__ import annotations

from collections.abc import Iterator
from threading import BoundedSemaphore

from django.utils.translation import gettext_lazy as _

from polylogue.kit import setting
from polylogue.kit.refusals import Refusal
from whiteboard.files import shapes
from whiteboard.files.shapes import (
    GAP,
    HEIGHT,
    HIGHEST,
    INK,
    MARGIN,
    MOST_ROWS,
    PAD,
    ROW,
    WIDTH,
    Box,
    Row,
)
from whiteboard.files.taking import Taken
from whiteboard.pictures.embedding import Embedded, embedded
from whiteboard.pieces import Kind, Piece

PATIENCE_SECONDS = 30.0
_PLACES = BoundedSemaphore(2)


class NotDrawn(Refusal):
    code = "board-not-drawn"
    status = 503
    sentence = _("The picture could not be drawn now. Please try again, or take the SVG.")


def svg(taken: Taken) -> str:
    images = embedded(taken.state)
    boxes, heads = _laid(taken, images)
    strokes = [p for p in taken.state.pieces.values() if p.kind == Kind.STROKE]
    spots = [*boxes.values(), *heads.values(), *(_reach(piece) for piece in strokes)]
    left, top = (min((spot[n] for spot in spots), default=0) - MARGIN for n in (0, 1))
    right = max((spot.x + spot.w for spot in spots), default=0) + MARGIN
    bottom = max((spot.y + spot.h for spot in spots), default=0) + MARGIN
    size = f"{left} {top} {max(right - left, 1)} {max(bottom - top, 1)}"
    drawn = "".join(_drawn(taken, boxes, heads, strokes, images))
    title = shapes.plain(taken.title)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img" font-family="sans-serif"'
        f' font-size="13" fill="{INK}"><title>{title}</title>'
        f'<rect x="{left}" y="{top}" width="100%" height="100%" fill="#ffffff"/>{drawn}</svg>\n'
    )


def png(taken: Taken) -> bytes:
    """The same as pixels; two at a time, as each takes a process of its own."""
    if not _PLACES.acquire(timeout=PATIENCE_SECONDS):
        raise NotDrawn
    try:
        return setting.png(svg(taken), patience=PATIENCE_SECONDS)
    except setting.NotSet:
        raise NotDrawn from None
    finally:
        _PLACES.release()


def _drawn(
    taken: Taken,
    boxes: dict[str, Box],
    heads: dict[str, Box],
    strokes: list[Piece],
    images: dict[str, Embedded],
) -> Iterator[str]:
    pieces = taken.state.pieces
    groups = [name for name in boxes if pieces[name].kind == Kind.GROUP]
    for name in groups:
        yield shapes.box(boxes[name], pieces[name], [Row(pieces[name].title, is_bold=True)])
    for title, box in heads.items():
        yield shapes.text(
            box, shapes.wrapped(Row(title.partition(":")[2], is_bold=True), box.w)[:2]
        )
    for piece in pieces.values():
        if piece.ends and all(end in boxes for end in piece.ends):
            yield shapes.connector(boxes[piece.ends[0]], boxes[piece.ends[1]], piece)
    for name, box in boxes.items():
        if name in images:
            yield shapes.image(box, pieces[name], images[name])
        elif name not in groups:
            yield shapes.box(box, pieces[name], _said(taken, pieces[name]))
    for piece in strokes:
        yield shapes.stroke(piece)


def _said(taken: Taken, piece: Piece) -> list[Row]:
    """What it says; the title of a card stands out."""
    texts = [text for _label, text in taken.said(piece)]
    has_title = piece.kind == Kind.CARD and texts[:1] == [piece.title]
    return [Row(text, is_bold=has_title and not number) for number, text in enumerate(texts)]


def _laid(taken: Taken, images: dict[str, Embedded]) -> tuple[dict[str, Box], dict[str, Box]]:
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
            boxes[piece.name] = Box(x, y, WIDTH, _height(taken, piece, images.get(piece.name)))
            y += boxes[piece.name].h + GAP // 2
    return boxes, heads


def _height(taken: Taken, piece: Piece, image: Embedded | None) -> int:
    """Of something that lies in a lane, as its words or its picture need it."""
    if image:
        return min(WIDTH * image.height // max(image.width, 1) + 1, HIGHEST)
    rows = sum(len(shapes.wrapped(row, WIDTH - 2 * PAD)) for row in _said(taken, piece))
    return min(max(rows, 2), MOST_ROWS) * ROW + 2 * PAD


def _box_of(piece: Piece) -> Box:
    said = piece.fields
    return Box(
        shapes.within(said["x"]),
        shapes.within(said["y"]),
        int(said.get("w", WIDTH)),
        int(said.get("h", HEIGHT)),
    )


def _reach(piece: Piece) -> Box:
    points, (x, y) = piece.fields.get("points", [0, 0]), shapes.corner(piece)
    across, down = points[::2], points[1::2]
    left, top = x + min(across), y + min(down)
    return Box(left, top, max(across) - min(across), max(down) - min(down))
