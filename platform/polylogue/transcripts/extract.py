"""The extract to pass on: what was said under a rule that lets it leave its room, and no more.

The other forms are the record, for those who keep it. This one may be given to anybody: it shows of
each author what the rule of the message shows, and only counts what stays in the room.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polylogue.dialogues.cards import cards
from polylogue.kit.signs import inline, quoted
from polylogue.log import facts, reading
from polylogue.log.models import Audience, Entry
from polylogue.search import kinds
from polylogue.transcripts.cut import Part, Transcript
from rooms import confidentiality
from rooms.confidentiality import Rule

PAGE = 1000


def extract(transcript: Transcript) -> Iterator[str]:
    """Markdown in pieces: a chapter for each room."""
    dialogue = transcript.dialogue
    yield f"# {inline(dialogue.title)}\n\n{dialogue.starts_on} – {dialogue.ends_on}\n"
    for part in transcript.parts:
        if part.room:
            yield f"\n## {inline(part.room.title)}\n"
            yield from _room(transcript, part)


def _room(transcript: Transcript, part: Part) -> Iterator[str]:
    kept = 0
    for after in range(0, part.head, PAGE):
        entries = reading.ranges({part.stream: (after, min(part.head, after + PAGE))})
        for piece in _page(transcript.dialogue.pk, entries):
            kept += piece is None
            yield piece or ""
    if kept:
        stays = ngettext(
            "%(n)d contribution stays in this room.", "%(n)d contributions stay in this room.", kept
        )
        yield f"\n*{stays % {'n': kept}}*\n"


def _page(dialogue: int, entries: list[Entry]) -> Iterator[str | None]:
    """What was said, entry by entry; None where it stays in the room."""
    declared = [entry for entry in entries if entry.kind in kinds.LEAVES]
    yield from (_as_declared(one) for one in declared if one.audience == Audience.EVERYONE)
    entries = [entry for entry in entries if entry.kind not in kinds.LEAVES]
    shown = facts.resolve(entries)
    said = [
        (entry, found.text, shown[entry.stream_id, entry.seq])
        for entry in entries
        if (found := kinds.said(entry, shown[entry.stream_id, entry.seq]))
        and (found.audience or entry.audience) == Audience.EVERYONE
    ]
    places = {(entry.stream_id, entry.seq): _changed_at(look) for entry, _text, look in said}
    rules = confidentiality.rules_of(places)
    people = cards(dialogue, {entry.actor_id for entry, _text, _look in said})
    for entry, text, look in said:
        rule = rules[entry.stream_id, entry.seq]
        leaves = confidentiality.leaves_room(rule)
        yield _told(rule, text, look, people[entry.actor_id]) if leaves else None


def _as_declared(entry: Entry) -> str:
    """What its wing lets everybody see of it; what it does not is no contribution of its own."""
    text = kinds.LEAVES[entry.kind](entry)
    return f"\n{quoted(text)}\n" if text else ""


def _changed_at(look: dict[str, Any]) -> datetime | None:
    return datetime.fromisoformat(look["edited"]) if "edited" in look else None


def _told(rule: Rule, text: str, look: dict[str, Any], card: dict[str, Any]) -> str:
    author = confidentiality.author_outside(rule, card)
    if "name" not in author:
        text = _without_names(text, look)
    place = author.get("place") or author.get("city")
    who = ", ".join(inline(part) for part in (author.get("name"), place) if part)
    by = _("From %(who)s") % {"who": who} if who else _("From the room")
    return f"\n{by}:\n\n{quoted(text)}\n"


def _without_names(text: str, look: dict[str, Any]) -> str:
    """Whoever is spoken to by @ is not named where authors are not."""
    for mark in look.get("mentions", ()):
        if "person" in mark:
            text = text.replace(f"@{mark['name']}", "@…")
    return text
