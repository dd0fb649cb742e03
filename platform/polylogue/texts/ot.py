"""Plain-text operational transformation: what several people type at once becomes one text.

An operation goes through a text from its start: a positive number keeps so many units, a negative
one deletes so many, a string is inserted; what it does not reach is kept. Units are those of UTF-16,
as browsers count them. static/js/texts/ot.js is the same; one file of vectors is run by both.
"""

from __future__ import annotations

from typing import Any, Literal, cast

from polylogue.texts.units import Misfit, narrow, wide

Piece = int | str
Operation = list[Piece]
Side = Literal["left", "right"]

ENDLESS = 2**53


def compose(first: Operation, second: Operation) -> Operation:
    """One operation that does what both do, one after the other."""
    a, b, made = _Reader(first), _Reader(second), _Writer()
    while a.is_left or b.is_left:
        if _deletes(a.next):
            made.add(a.take())
        elif isinstance(b.next, str):
            made.add(b.take())
        else:
            size = min(_size(a.next), _size(b.next))
            kept, then = a.take(size), b.take(size)
            if not _deletes(then):
                made.add(kept)
            elif not isinstance(kept, str):
                made.add(then)
    return made.done()


def transform(operation: Operation, other: Operation, side: Side) -> Operation:
    """The operation as it is done after the other one, which was made for the same text.

    Where both insert at one place, what is inserted by the one on the left comes first.
    """
    a, b, made = _Reader(operation), _Reader(other), _Writer()
    while a.is_left:
        if isinstance(a.next, str) and (side == "left" or not isinstance(b.next, str)):
            made.add(a.take())
        elif isinstance(b.next, str):
            made.add(_size(b.take()))
        else:
            size = min(_size(a.next), _size(b.next))
            ours, theirs = a.take(size), b.take(size)
            if not _deletes(theirs):
                made.add(ours)
    return made.done()


def apply(operation: Operation, text: str) -> str:
    """The text afterwards; raises Misfit for an operation that goes beyond it or halves a sign."""
    units, made, at = wide(text), [], 0
    for piece in operation:
        if isinstance(piece, str):
            made.append(wide(piece))
        else:
            if piece > 0:
                made.append(units[at : at + piece])
            at += abs(piece)
    if at > len(units):
        raise Misfit
    return narrow("".join([*made, units[at:]]))


def invert(operation: Operation, text: str) -> Operation:
    """What undoes an operation on this text."""
    units, made, at = wide(text), _Writer(), 0
    for piece in operation:
        if isinstance(piece, str):
            made.add(-_size(piece))
        elif piece > 0:
            made.add(piece)
            at += piece
        else:
            made.add(units[at : at - piece])
            at -= piece
    return made.done()


def _size(piece: Piece | None) -> int:
    if piece is None:
        return ENDLESS
    return len(wide(piece)) if isinstance(piece, str) else abs(piece)


def _deletes(piece: Piece | None) -> bool:
    return isinstance(piece, int) and piece < 0


def _is_alike(one: Piece, other: Piece) -> bool:
    return type(one) is type(other) and _deletes(one) == _deletes(other)


class _Reader:
    """Takes an operation apart, piece by piece; after its end it keeps endlessly."""

    def __init__(self, operation: Operation) -> None:
        self.rest = [wide(p) if isinstance(p, str) else p for p in reversed(operation)]

    @property
    def is_left(self) -> bool:
        return bool(self.rest)

    @property
    def next(self) -> Piece | None:
        return self.rest[-1] if self.rest else None

    def take(self, size: int = ENDLESS) -> Piece:
        """The next piece, or so much of it."""
        if not self.rest:
            return size
        piece = self.rest.pop()
        if size >= _size(piece):
            return piece
        if isinstance(piece, str):
            self.rest.append(piece[size:])
            return piece[:size]
        sign = -1 if piece < 0 else 1
        self.rest.append(piece - sign * size)
        return sign * size


class _Writer:
    """Puts an operation together in its one form: no empty piece, no two alike side by side,
    what is inserted before what is deleted, nothing kept at the end."""

    def __init__(self) -> None:
        self.made: Operation = []

    def add(self, piece: Piece) -> None:
        if not piece:
            return
        before = self._last_deletion() if isinstance(piece, str) else None
        if self.made and _is_alike(self.made[-1], piece):
            self.made[-1] = cast("Any", self.made[-1]) + piece
        else:
            self.made.append(piece)
        if before is not None:
            self.made.append(before)

    def done(self) -> Operation:
        if self.made and not isinstance(self.made[-1], str) and self.made[-1] > 0:
            self.made.pop()
        return [narrow(piece) if isinstance(piece, str) else piece for piece in self.made]

    def _last_deletion(self) -> int | None:
        if self.made and _deletes(self.made[-1]):
            return cast("int", self.made.pop())
        return None
