"""What may be passed on of what was said in rooms: the words, and of their author what the rule shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from polylogue.dialogues.cards import cards
from polylogue.kit import names
from polylogue.log import facts
from polylogue.log.models import Audience, Entry
from polylogue.search import kinds
from rooms import confidentiality

Place = tuple[int, int]


class Left(NamedTuple):
    """Words that may leave their room; `rule` is empty where their wing decides itself what leaves.

    `nameless`: the same, where whoever is spoken to by @ is not named.
    """

    text: str
    rule: str
    author: dict[str, str]
    nameless: str


def of(dialogue: int, entries: Iterable[Entry]) -> dict[Place, Left | None]:
    """By place, what may leave of each entry that says something to everyone; None if that stays."""
    entries = list(entries)
    left: dict[Place, Left | None] = dict(_declared(entries))
    return left | _ruled(dialogue, [entry for entry in entries if entry.kind not in kinds.LEAVES])


def _declared(entries: list[Entry]) -> Iterable[tuple[Place, Left]]:
    """What its wing lets everybody see of it; what it does not is no contribution of its own."""
    for entry in entries:
        told = kinds.LEAVES.get(entry.kind) if entry.audience == Audience.EVERYONE else None
        if told and (text := told(entry)):
            yield _place(entry), Left(text, "", {}, text)


def _ruled(dialogue: int, entries: list[Entry]) -> dict[Place, Left | None]:
    shown = facts.resolve(entries)
    said = [
        (entry, found.text, shown[_place(entry)])
        for entry in entries
        if (found := kinds.said(entry, shown[_place(entry)]))
        and (found.audience or entry.audience) == Audience.EVERYONE
    ]
    rules = confidentiality.rules_of({_place(e): _changed_at(look) for e, _, look in said})
    people = cards(dialogue, {entry.actor_id for entry, _, _ in said})
    return {
        _place(entry): _left(rules[_place(entry)], text, look, people[entry.actor_id])
        for entry, text, look in said
    }


def _left(rule: str, text: str, look: dict[str, Any], card: dict[str, Any]) -> Left | None:
    if not confidentiality.leaves_room(rule):
        return None
    author = confidentiality.author_outside(rule, card)
    nameless = _without_names(text, look, card["name"])
    return Left(text if "name" in author else nameless, rule, author, nameless)


def _without_names(text: str, look: dict[str, Any], author: str) -> str:
    """Also where the author writes their own name like that, which speaks to nobody."""
    if "@" not in text:
        return text
    named = [mark["name"] for mark in look.get("mentions", ()) if "person" in mark]
    return re.sub(names.spoken_to([*named, author]), "…", text, flags=re.IGNORECASE)


def _changed_at(look: dict[str, Any]) -> datetime | None:
    return datetime.fromisoformat(look["edited"]) if "edited" in look else None


def _place(entry: Entry) -> Place:
    return entry.stream_id, entry.seq
