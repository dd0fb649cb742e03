"""What somebody did to a text, told from how it was and how it is."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from polylogue.texts.ot import Operation, compose
from polylogue.texts.units import count, narrow, wide

WORDS = re.compile(r"\w+|\W")


def diff(old: str, new: str, caret: int | None = None) -> Operation:
    """The operation that makes one text of the other by one replacement, with no sign halved.

    `caret`: where it stands in the new text; of “aaa” it tells which a is the new one.
    """
    was, now = wide(old), wide(new)
    end = _same_at_the_end(was, now, len(now) - (len(now) if caret is None else caret))
    start = _same_at_the_start(was, now, min(len(was), len(now)) - end)
    if caret is None:
        end = _same_at_the_end(was, now, min(len(was), len(now)) - start)
    inserted, deleted = now[start : len(now) - end], len(was) - end - start
    pieces: Operation = [start, narrow(inserted), -deleted] if inserted or deleted else []
    return [piece for piece in pieces if piece]


def reworded(old: str, new: str) -> Operation:
    """The same word by word, for what was written in several places before it was sent."""
    was, now = WORDS.findall(old), WORDS.findall(new)
    pieces: Operation = []
    for how, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        size = count("".join(was[a:b]))
        pieces += [size] if how == "equal" else ["".join(now[c:d]), -size]
    return compose([], [piece for piece in pieces if piece])


def _same_at_the_start(was: str, now: str, most: int) -> int:
    same = 0
    while same < most and was[same] == now[same]:
        same += 1
    return same - 1 if same and _is_first_half(now[same - 1]) else same


def _same_at_the_end(was: str, now: str, most: int) -> int:
    same, most = 0, min(most, len(was), len(now))
    while same < most and was[-1 - same] == now[-1 - same]:
        same += 1
    return same - 1 if same and _is_second_half(now[-same]) else same


def _is_first_half(unit: str) -> bool:
    return "\ud800" <= unit <= "\udbff"


def _is_second_half(unit: str) -> bool:
    return "\udc00" <= unit <= "\udfff"
