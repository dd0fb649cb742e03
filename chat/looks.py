"""Looks: what stands above or below the text of a message beside it, each part under its own name.

A wing keeps what it shows in `Message.marks[name]`, or gives it for many messages at once with
`gives`; either way it is resolved when the entry is shown, and is never in the log. The page and
the browser show it by the template `look-<name>`, filled by the module that declares the look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from chat.models import Message

Place = tuple[int, int]
Give = Callable[[list[Message]], dict[Place, Any]]


@dataclass(frozen=True, slots=True)
class Look:
    """A part of messages. The template gets `look` (what is to be shown) and `line`."""

    name: str
    template: str
    where: Literal["above", "below"]


LOOKS: dict[str, Look] = {}
GIVES: dict[str, Give] = {}


def declare(name: str, template: str, *, where: Literal["above", "below"] = "below") -> None:
    """Has messages that have something under this name show it, in the order of declaration."""
    if name in LOOKS:
        raise ValueError(f"{name} is declared twice")
    LOOKS[name] = Look(name, template, where)


def gives(name: str) -> Callable[[Give], Give]:
    """Declares what is looked up for messages of a page or a frame, in one query for all of them.

    It costs a query with each delivery: where it can stand in `marks`, that is better.
    """

    def declare(give: Give) -> Give:
        GIVES[name] = give
        return give

    return declare


def of(messages: list[Message]) -> dict[Place, dict[str, Any]]:
    """What is shown with each message, by (stream, seq); nothing for those whose text is gone."""
    whole = [m for m in messages if not m.is_gone]
    found = {(m.stream_id, m.seq): dict(m.marks) for m in whole}
    for name, give in GIVES.items():
        for place, look in give(whole).items():
            found[place][name] = look
    return found
