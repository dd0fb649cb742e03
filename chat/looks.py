"""Looks: what stands above or below the text of a message beside it, each part under its own name.

A wing keeps what it shows in `Message.marks[name]`, or gives it for many messages at once with
`gives`; either way it is resolved when the entry is shown, and is never in the log. The page and
the browser show it by the template `look-<name>`, filled by the module that declares the look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from chat.models import Message
from chat.places import Place
from polylogue.dialogues.models import Participation

Give = Callable[[list[Message]], dict[Place, Any]]
Own = Callable[[Participation, int, list[int]], dict[int, Any]]
Tell = Callable[[int, Any], list[str]]


@dataclass(frozen=True, slots=True)
class Look:
    """A part of messages. The template gets `look` (what is to be shown) and `line`."""

    name: str
    template: str
    where: Literal["above", "below"]
    is_said: bool = False


LOOKS: dict[str, Look] = {}
GIVES: dict[str, Give] = {}
OWN: dict[str, Own] = {}
TELLS: dict[str, Tell] = {}


def declare(
    name: str, template: str, *, where: Literal["above", "below"] = "below", is_said: bool = False
) -> None:
    """Has messages that have something under this name show it; see `in_order`.

    `is_said`: it is part of what the author said, so the crew sees it of a hidden message too.
    """
    if name in LOOKS:
        raise ValueError(f"{name} is declared twice")
    LOOKS[name] = Look(name, template, where, is_said)


def in_order() -> list[Look]:
    """What was said beside the words stands next to them; then the order of declaration."""
    return sorted(LOOKS.values(), key=lambda look: not look.is_said)


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


def personal(name: str) -> Callable[[Own], Own]:
    """Declares what a page shows of a look to its reader alone; it is in no frame.

    It is asked with the reader, a stream and the seqs of its messages; the template finds its answer
    for each as `line.own[name]`.
    """

    def declare(own: Own) -> Own:
        OWN[name] = own
        return own

    return declare


def personalise(lines: Iterable[Any], by: Participation) -> None:
    """Gives lines of one stream what they show to this reader alone."""
    by_seq = {line.entry.seq: line for line in lines if line.is_message and not line.is_gone}
    for stream in {line.entry.stream_id for line in by_seq.values()}:
        for name, own in OWN.items():
            for seq, shown in own(by, stream, list(by_seq)).items():
                by_seq[seq].own[name] = shown


def tells(name: str) -> Callable[[Tell], Tell]:
    """Declares how a look is told in a transcript: from a stream and what is shown, lines of plain text."""

    def declare(tell: Tell) -> Tell:
        TELLS[name] = tell
        return tell

    return declare


def in_words(stream: int, shown: dict[str, Any]) -> list[str]:
    """What stands with a message, line by line, for those who read it elsewhere."""
    return [
        line for name, tell in TELLS.items() if name in shown for line in tell(stream, shown[name])
    ]
