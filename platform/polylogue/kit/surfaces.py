"""Surfaces: every way by which what people wrote can come out, each declared by the app it is of.

What comes out by it at most is its layer. A test finds every surface there is, and goes through all
of them as everybody (tests/confidentiality): one that is not declared, or shows more, fails it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Layer(StrEnum):
    """What a surface shows at most, to those who come so far; each holds those above it."""

    OWN = "nothing but what its reader wrote"
    INVITATION = "what a dialogue says of itself to whoever holds its link"
    OUTSIDE = "what may leave its room, with of its author what the rule of the room shows"
    INSIDE = "what the reader can follow, as it stands now"
    KEPT = "also what was said before it was changed or hidden, for those who moderate"


class Kind(StrEnum):
    PAGE = "page"  # an address by its name: a page, a part of one, data or a file
    FRAME = "frame"  # of the socket, by its tag
    EXPORT = "export"  # a form of the transcript
    SEARCH = "search"  # a kind of what can be found
    MAIL = "mail"  # by the beginning of its templates' names
    COMMAND = "command"  # of the command line
    WEBHOOK = "webhook"  # what other servers are told


@dataclass(frozen=True, slots=True)
class Surface:
    kind: Kind
    name: str
    shows: Layer


SURFACES: dict[tuple[Kind, str], Surface] = {}


def declare(kind: Kind, shows: Layer, *names: str) -> None:
    """Declares surfaces that show the same layer; each once."""
    for name in names:
        if (kind, name) in SURFACES:
            raise ValueError(f"{kind} {name} is declared twice")
        SURFACES[kind, name] = Surface(kind, name, shows)
