"""Whose a text is: what it belongs to says who may write in it, and how long it may get.

A name is the holder's, a dot, and the rest, which the holder alone understands: `harvest.insight`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.texts.models import Text
from rooms.models import Room

Ask = Callable[[Room, Participation, str], None]
Hear = Callable[[Room, Participation, Text], None]


@dataclass(frozen=True, slots=True)
class Holder:
    """`ask` raises a Refusal for whoever may not write in the text of this rest of a name now, or
    cannot follow the room and could not a moment ago;
    `hear` is told, in the same transaction, of each change; `titles`: of its texts, by the rest."""

    ask: Ask
    hear: Hear
    length: int
    titles: Mapping[str, str | Promise] = field(default_factory=dict)


HOLDERS: dict[str, Holder] = {}


def declare(
    name: str, *, ask: Ask, hear: Hear, length: int, titles: Mapping[str, str | Promise]
) -> None:
    """Declares who keeps the texts whose names begin like this."""
    if name in HOLDERS:
        raise ValueError(f"{name} holds texts already")
    HOLDERS[name] = Holder(ask, hear, length, titles)


def holder_of(name: str) -> tuple[Holder, str]:
    """The holder of a text, and the rest of its name; raises NotFound."""
    first, _dot, rest = name.partition(".")
    if first not in HOLDERS or not rest:
        raise NotFound
    return HOLDERS[first], rest


def titled(text: str) -> str:
    """What people call a text; its name if nobody holds it any more."""
    name, _dot, rest = text.partition(".")
    return str(HOLDERS[name].titles.get(rest, text)) if name in HOLDERS else text
