"""The beginning of a card: what somebody said, as a title and the rest."""

from __future__ import annotations

import re

TITLE_LENGTH = 80
SHORT = 120
SENTENCE = re.compile(r"(?<=[.!?。])\s")
EMPHASIS = re.compile(r"[*_`#>]+|^\s*[-+]\s", re.MULTILINE)


def titled(text: str, body: str = "text") -> dict[str, str]:
    """What is short is a title; of what is long the first sentence is, and all of it stands below."""
    said = EMPHASIS.sub("", text).strip()
    line = " ".join(said.split())
    if len(line) <= SHORT:
        return {"title": line}
    return {"title": _beginning(line), body: said}


def _beginning(line: str) -> str:
    first = SENTENCE.split(line, maxsplit=1)[0]
    if len(first) <= TITLE_LENGTH:
        return first
    return first[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def parts(*said: tuple[str, str]) -> str:
    """Several texts as one, each after its heading."""
    return "\n\n".join(f"{heading}: {text}" for heading, text in said if text)
