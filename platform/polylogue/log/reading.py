"""Reads of the log: always by sequence, always from where the reader is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q

from polylogue.log import facts
from polylogue.log.models import Entry, Stream


class Head(NamedTuple):
    epoch: str
    seq: int


EMPTY = Head("", 0)


def heads(streams: Iterable[int]) -> dict[int, Head]:
    """Where each stream stands now; unknown streams are left out."""
    rows = Stream.objects.filter(pk__in=list(streams)).values_list("pk", "epoch", "head")
    return {pk: Head(epoch, seq) for pk, epoch, seq in rows}


def ranges(wanted: dict[int, tuple[int, int]]) -> list[Entry]:
    """The entries of several streams, each from `after` (exclusive) to `to` (inclusive)."""
    places = Q(pk__in=[])
    for stream, (after, to) in wanted.items():
        places |= Q(stream_id=stream, seq__gt=after, seq__lte=to)
    return list(Entry.objects.filter(places).order_by("stream_id", "seq"))


def places(stream: int, seqs: Iterable[int]) -> list[Entry]:
    """Single entries of one stream, in order."""
    return list(Entry.objects.filter(stream_id=stream, seq__in=list(seqs)).order_by("seq"))


def before(stream: int, seq: int, limit: int) -> list[Entry]:
    """The `limit` entries before `seq`, oldest first."""
    found = Entry.objects.filter(stream_id=stream, seq__lt=seq).order_by("-seq")[:limit]
    return list(reversed(found))


def shown(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries as the protocol and the export show them, with what they refer to resolved now."""
    entries = list(entries)
    resolved = facts.resolve(entries)
    return [as_item(entry, resolved[entry.stream_id, entry.seq]) for entry in entries]


def as_item(entry: Entry, data: dict[str, Any]) -> dict[str, Any]:
    item = {
        "seq": entry.seq,
        "kind": entry.kind,
        "by": entry.actor_id,
        "at": entry.at.isoformat(timespec="milliseconds"),
        "data": data,
    }
    if entry.redacted_at:
        item["redacted"] = True
    return item
