"""The extract to pass on: what was said under a rule that lets it leave its room, and no more.

The other forms are the record, for those who keep it. This one may be given to anybody: it shows of
each author what the rule of the message shows, and only counts what stays in the room.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polylogue.kit.signs import inline, quoted
from polylogue.log import reading
from polylogue.search import leaving
from polylogue.search.leaving import Left
from polylogue.transcripts.cut import Part, Transcript

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
        said = leaving.of(transcript.dialogue.pk, entries)
        for _place, left in sorted(said.items()):
            kept += left is None
            yield _told(left) if left else ""
    if kept:
        stays = ngettext(
            "%(n)d contribution stays in this room.", "%(n)d contributions stay in this room.", kept
        )
        yield f"\n*{stays % {'n': kept}}*\n"


def _told(left: Left) -> str:
    """What its wing decided about stands without anybody's name."""
    if not left.rule:
        return f"\n{quoted(left.text)}\n"
    author = left.author
    place = author.get("place") or author.get("city")
    who = ", ".join(inline(part) for part in (author.get("name"), place) if part)
    by = _("From %(who)s") % {"who": who} if who else _("From the room")
    return f"\n{by}:\n\n{quoted(left.text)}\n"
