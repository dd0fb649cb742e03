"""What may be passed on: what was said under a rule that lets it leave its room, and no more.

It may be given to anybody: of each author it shows what the rule of the message shows, and at most
what was chosen; what stays in the room is only counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from polylogue.log import facts
from polylogue.log.models import Audience, Entry
from polylogue.search import kinds
from polylogue.transcripts.choices import Naming
from polylogue.transcripts.items import Item
from polylogue.transcripts.naming import People, Shown
from polylogue.transcripts.omissions import Why
from rooms import confidentiality
from rooms.confidentiality import Rule


def said_outside(entries: list[Entry], people: People) -> Iterator[Item | Why]:
    """For each of these entries of one stream what leaves of it, or why nothing does."""
    said = _said([entry for entry in entries if entry.kind not in kinds.LEAVES])
    rules = confidentiality.rules_of(
        {place: _changed_at(look) for place, (_, look) in said.items()}
    )
    people.meet(entry.actor_id for entry in entries if (entry.stream_id, entry.seq) in said)
    for entry in entries:
        place = entry.stream_id, entry.seq
        if entry.kind in kinds.LEAVES:
            yield _as_declared(entry)
        elif place not in said:
            yield Why.INSIDE
        elif confidentiality.leaves_room(rules[place]):
            yield _told(rules[place], *said[place], entry, people)
        else:
            yield Why.STAYS


def _said(entries: list[Entry]) -> dict[tuple[int, int], tuple[str, Mapping[str, Any]]]:
    """What everybody inside can read of these entries, with all that they show."""
    shown = facts.resolve(entries)
    found: dict[tuple[int, int], tuple[str, Mapping[str, Any]]] = {}
    for entry in entries:
        place = entry.stream_id, entry.seq
        said = kinds.said(entry, shown[place])
        if said and (said.audience or entry.audience) == Audience.EVERYONE:
            found[place] = said.text, shown[place]
    return found


def _as_declared(entry: Entry) -> Item | Why:
    """What its wing lets everybody see of it; what it does not is no contribution of its own."""
    text = kinds.LEAVES[entry.kind](entry) if entry.audience == Audience.EVERYONE else None
    return Item("", Shown("", "", None), text, is_message=True) if text else Why.INSIDE


def _changed_at(look: Mapping[str, Any]) -> datetime | None:
    return datetime.fromisoformat(look["edited"]) if "edited" in look else None


def _told(rule: Rule, text: str, look: Mapping[str, Any], entry: Entry, people: People) -> Item:
    outside = confidentiality.author_outside(rule, people.cards[entry.actor_id])
    if "name" not in outside or people.naming is not Naming.NAMES:
        text = people.masked(_without_names(text, look))
    who = _author(outside, entry.actor_id, people)
    return Item("", who, text, is_message=True, rule=rule)


def _author(outside: dict[str, str], person: int, people: People) -> Shown:
    """What the rule shows, and of that what was chosen."""
    city = outside.get("place") or outside.get("city", "")
    if "name" not in outside:
        is_wanted = people.naming is not Naming.PSEUDONYMS
        return Shown("", city if is_wanted else "", None)
    if people.naming is Naming.NAMES:
        return Shown(outside["name"], city, None)
    return people.shown(person)._replace(number=None)


def author_in_words(who: Shown) -> str:
    said = ", ".join(part for part in (who.name, who.place) if part)
    return _("From %(who)s") % {"who": said} if said else _("From the room")


def _without_names(text: str, look: Mapping[str, Any]) -> str:
    """Whoever is spoken to by @ is not named where authors are not."""
    for mark in look.get("mentions", ()):
        if "person" in mark:
            text = text.replace(f"@{mark['name']}", "@…")
    return text
