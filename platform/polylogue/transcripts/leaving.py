"""What may be passed on, as `polylogue.search.leaving` decides: what leaves its room, and no more.

It may be given to anybody: of each author it shows what the rule of the message shows, and at most
what was chosen; what stays in the room is only counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from polylogue.kit.signs import shut
from polylogue.log.models import Entry
from polylogue.search import leaving
from polylogue.search.leaving import Left
from polylogue.transcripts.choices import Naming
from polylogue.transcripts.items import Item
from polylogue.transcripts.naming import People, Shown
from polylogue.transcripts.omissions import Why


def said_outside(entries: list[Entry], people: People) -> Iterator[Item | Why]:
    """For each of these entries of one stream what leaves of it, or why nothing does."""
    said = leaving.of(people.transcript.dialogue.pk, entries)
    people.meet(entry.actor_id for entry in entries if (entry.stream_id, entry.seq) in said)
    for entry in entries:
        place = entry.stream_id, entry.seq
        left = said.get(place)
        if left:
            yield _told(left, entry.actor_id, people)
        else:
            yield Why.STAYS if place in said else Why.INSIDE


def _told(left: Left, person: int, people: People) -> Item:
    """What its wing decided about stands without anybody's name."""
    if not left.rule:
        return Item("", Shown("", "", None), people.masked(left.text), is_message=True)
    is_named = "name" in left.author and people.naming is Naming.NAMES
    text = left.text if is_named else people.masked(left.nameless)
    return Item("", _author(left.author, person, people), text, is_message=True, rule=left.rule)


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
    said = ", ".join(shut(part) for part in (who.name, who.place) if part)
    return _("From %(who)s") % {"who": said} if said else _("From the room")
