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
JSON_ESCAPES = {code: f"\\u{code:04x}" for code in HIDDEN}

INLINE = re.compile(r"([\\`*_\[\]<>&~|#])")
UNSAFE_LINK = re.compile(r"\]\((?!\s*(?:https?://|mailto:))", re.IGNORECASE)
NESTING = re.compile(r"(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
STARTS_BLOCK = re.compile(r"#|=+$|(?:[-_*][ \t]*)+$")


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
