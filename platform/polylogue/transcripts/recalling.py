"""Whether the files of an export still hold only what may be told, at the moment when somebody fetches them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from polylogue.log import facts
from polylogue.log.models import Entry
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.owning import accounts
from rooms import reach

if TYPE_CHECKING:
    from polylogue.transcripts.models import Export

REMOVED = "log.entry_redacted"
TAKEN_BACK = (
    REMOVED,
    "chat.message_deleted",
    "moderation.message_hidden",
    "questions.withdrawn",
    "followup.practice_closed",
)
STREAMS_BY_HEAD = 200
Place = tuple[int, int]


def is_overtaken(export: Export) -> bool:
    """Something that it tells was taken back since it was made, or its reader cannot follow all of it any more."""
    return _is_out_of_reach(export) or bool(_concerning(export, set(_taken_back(export))))


def _is_out_of_reach(export: Export) -> bool:
    if export.purpose != Purpose.VIEW:
        return False
    followed = reach.streams_of(export.by_id, export.dialogue_id)
    return any(stream not in followed for stream, _epoch, _head in export.heads)


def _taken_back(export: Export) -> Iterator[Place]:
    """Of the entries that it holds, those about which this was said since; what was before it left out."""
    kinds = (REMOVED,) if export.chosen.kept else TAKEN_BACK
    heads = {stream: head for stream, _epoch, head in export.heads}
    since = export.begun_at or export.asked_at
    for entry in _after(heads).filter(kind__in=kinds, at__gte=since):
        about = facts.changes_look_of(entry)
        if about and about <= heads[entry.stream_id] < entry.seq:
            yield entry.stream_id, about


def _after(heads: dict[int, int]) -> QuerySet[Entry]:
    """What may be new in these streams; a condition for each of many is more than SQLite takes."""
    found = Entry.objects.filter(stream__in=heads)
    if len(heads) > STREAMS_BY_HEAD:
        return found
    new = Q(pk__in=[])
    for stream, head in heads.items():
        new |= Q(stream_id=stream, seq__gt=head)
    return found.filter(new)


def _concerning(export: Export, places: set[Place]) -> set[Place]:
    """Of what is somebody's own, only what they said themselves."""
    if export.purpose != Purpose.OWN or not places:
        return places
    streams, seqs = zip(*places, strict=True)
    own = Entry.objects.filter(stream__in=streams, seq__in=seqs, actor__in=accounts(export.by_id))
    return places & set(own.values_list("stream_id", "seq"))
