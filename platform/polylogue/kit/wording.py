"""What people write, as it is kept: in one form of Unicode, and without what nobody can see."""

from __future__ import annotations

import re
import unicodedata

# Control characters but tab and line feed, and halves of surrogate pairs.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Embeddings, overrides and isolates: they turn around what stands beside a name.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Format, blanks and marks on a letter that is not there: a text of these alone shows nothing,
UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp", "Mn", "Me"}
# and neither do these, which Unicode counts among letters and symbols.
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
# At the ends of a name they do nothing; inside, Persian and many emoji need two of them.
MARKS = "\u00ad\u061c\u200b-\u200f\u2060\ufeff"
EDGES = re.compile(rf"^[\s{MARKS}]+|[\s{MARKS}]+$")


def text(written: str) -> str:
    """Several lines without control characters and outer blanks."""
    lines = unicodedata.normalize("NFC", written.replace("\r\n", "\n").replace("\r", "\n"))
    return CONTROLS.sub("", lines).strip()


def name(written: str) -> str:
    """One line that changes nothing beside itself; empty if it would show nothing."""
    line = EDGES.sub("", TURNS.sub("", text(" ".join(written.split()))))
    return line if is_seen(line) else ""


def is_seen(written: str) -> bool:
    """Whether a reader would see anything of it."""
    return any(unicodedata.category(c) not in UNSEEN and c not in FILLERS for c in written)
