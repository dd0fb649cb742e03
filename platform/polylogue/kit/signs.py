"""Signs that must not act on the page: what people wrote, made safe inside a Markdown document."""

from __future__ import annotations

import re
import unicodedata

KEPT = {"\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u00ad"}
"""Invisible, but needed: joiners of scripts and emoji, direction marks of a single letter, hyphens."""


def _is_hidden(sign: str) -> bool:
    return sign not in KEPT and unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"}


HIDDEN = [code for code in range(0x10000) if chr(code) not in "\n\t" and _is_hidden(chr(code))]
VISIBLE = {code: f"‹U+{code:04X}›" for code in HIDDEN}
SIGNS = VISIBLE | {0xFFFE: "‹U+FFFE›", 0xFFFF: "‹U+FFFF›", 0x0D: " "}
"""What no XML may hold is in it too."""
JSON_ESCAPES = {code: f"\\u{code:04x}" for code in HIDDEN}

INLINE = re.compile(r"([\\`*_\[\]<>&~|#])")
UNSAFE_LINK = re.compile(r"\]\((?!\s*(?:https?://|mailto:))", re.IGNORECASE)
NESTING = re.compile(r"(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
STARTS_BLOCK = re.compile(r"#|=+$|(?:[-_*][ \t]*)+$")


def visible(text: str) -> str:
    """The text without signs that hide, turn or break what it stands in."""
    return text.translate(SIGNS)


def shut(text: str) -> str:
    """A name whose script runs from the right stays by itself within a line that runs from the left."""
    return f"{text}\u200e" if any(map(runs_from_right, text)) else text


def runs_from_right(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in {"R", "AL"}


def is_right_to_left(text: str) -> bool:
    """As the first letter that has a direction says."""
    directions = (unicodedata.bidirectional(sign) for sign in text[:500])
    return next((one != "L" for one in directions if one in {"L", "R", "AL"}), False)


def inline(text: str) -> str:
    """A name or title on one line, to the letter."""
    return INLINE.sub(r"\\\1", " ".join(text.translate(VISIBLE).split()))


def quoted(text: str) -> str:
    """A message as a quotation that keeps its emphasis, lists and links and cannot leave its place.

    It holds no heading, rule, HTML, image or link definition; a new line stays a new line.
    """
    text = _disarmed(text.translate(VISIBLE))
    lines = [_line(line.rstrip()) for line in text.split("\n")]
    following = [*lines[1:], ""]
    return "\n".join(_quoted(line, after) for line, after in zip(lines, following, strict=True))


def _quoted(line: str, following: str) -> str:
    """Two blanks at the end of a line make Markdown keep the break."""
    return f"> {line}{'  ' if following else ''}" if line else ">"


def _disarmed(text: str) -> str:
    text = text.replace("<", "&lt;").replace("]:", "]\\:").replace("![", "!\\[")
    return UNSAFE_LINK.sub(r"]\\(", text)


def _line(line: str) -> str:
    """The line with its first sign escaped if that would begin a block of another kind."""
    nesting = NESTING.match(line)
    start = nesting.end() if nesting else 0
    if STARTS_BLOCK.match(line, start):
        return f"{line[:start]}\\{line[start:]}"
    return line
