"""Texts in units of UTF-16, as browsers count them: one character of a wide text is one unit."""

from __future__ import annotations

import re

ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Misfit(ValueError):
    """An operation does not fit the text, or leaves half of a sign behind."""


def wide(text: str) -> str:
    """The text with each sign of two units as its two halves."""
    return ASTRAL.sub(lambda found: _halves(ord(found[0])), text)


def narrow(text: str) -> str:
    """The text with halves put together again; raises Misfit where one is alone."""
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise Misfit from None


def count(text: str) -> int:
    """How many units a text has."""
    return len(wide(text))


def _halves(sign: int) -> str:
    sign -= 0x10000
    return chr(0xD800 + (sign >> 10)) + chr(0xDC00 + (sign & 0x3FF))
