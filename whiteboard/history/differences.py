"""What an edit did to a text, part by part, for readers."""

from __future__ import annotations

from typing import Literal, NamedTuple

from polylogue.texts.ot import Operation
from polylogue.texts.units import narrow, wide

CONTEXT = 60


class Part(NamedTuple):
    how: Literal["kept", "added", "removed"]
    words: str


def parts(edit: Operation, was: str) -> list[Part]:
    """The text with what was added and what was removed; of what stayed only what stands near."""
    units, at, found = wide(was), 0, list[Part]()
    for piece in edit:
        if isinstance(piece, str):
            found.append(Part("added", piece))
        else:
            words = narrow(units[at : at + abs(piece)])
            found.append(Part("kept" if piece > 0 else "removed", words))
            at += abs(piece)
    found.append(Part("kept", narrow(units[at:])))
    return [
        part._replace(words=_near(part.words, n == 0, n == len(found) - 1))
        if part.how == "kept"
        else part
        for n, part in enumerate(found)
        if part.words
    ]


def _near(words: str, is_first: bool, is_last: bool) -> str:
    if is_first and is_last:
        return words
    if is_first and len(words) > CONTEXT:
        return f"… {words[-CONTEXT:]}"
    if is_last and len(words) > CONTEXT:
        return f"{words[:CONTEXT]} …"
    if not (is_first or is_last) and len(words) > 2 * CONTEXT:
        return f"{words[:CONTEXT]} … {words[-CONTEXT:]}"
    return words
