"""Quotes: what a message repeats of another one, shown as that one stands now."""

from __future__ import annotations

from typing import Any

from chat import looks
from chat.models import Message
from chat.places import Place, at_places
from polylogue.people.models import User

EXCERPT = 200


def excerpt(text: str) -> str:
    """The beginning of a text on one line."""
    return " ".join(text.split())[:EXCERPT]


@looks.gives("quote")
def quoted(messages: list[Message]) -> dict[Place, Any]:
    """By the place of the quoting message; one query for what is quoted and one for its authors."""
    quoting = {(m.stream_id, m.seq): (m.stream_id, m.quotes) for m in messages if m.quotes}
    if not quoting:
        return {}
    found = at_places({(stream, seq) for stream, seq in quoting.values() if seq})
    people = _names({message.author_id for message in found.values()})
    return {
        place: shown(found[source], people[found[source].author_id])
        for place, source in quoting.items()
        if source in found
    }


def shown(message: Message, name: str) -> dict[str, Any]:
    """What is shown of a quoted message: who said it, and how it begins, or that it is gone."""
    look: dict[str, Any] = {"seq": message.seq, "by": message.author_id, "name": name}
    if message.thread:
        look["thread"] = message.thread
    if message.is_gone:
        look["gone"] = "deleted" if message.deleted_at else "hidden"
    else:
        look["text"] = excerpt(message.text)
    return look


@looks.tells("quote")
def told(stream: int, look: dict[str, Any]) -> list[str]:
    """In a transcript: what is quoted stands there itself, so its place and beginning are enough."""
    said = f": {look['text']}" if "text" in look else ""
    return [f"quotes {stream}:{look['seq']}, {look['name']}{said}"]


def _names(people: set[int]) -> dict[int, str]:
    found = User.objects.filter(pk__in=people).select_related("merged_into")
    return {person.pk: (person.merged_into or person).display_name for person in found}


looks.declare("quote", "chat/_quote.html", where="above")
