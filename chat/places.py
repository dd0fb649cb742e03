"""Messages by their places, many at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from chat.models import Message

Place = tuple[int, int]


def at_places(places: Iterable[Place]) -> dict[Place, Message]:
    """The messages at these places, by (stream, seq), in one query."""
    if not (places := list(places)):
        return {}
    return {(m.stream_id, m.seq): m for m in Message.objects.filter(within(places))}


def within(places: Iterable[Place], field: str = "seq") -> Q:
    """Rows that name one of these places by their stream and this field."""
    by_stream: dict[int, list[int]] = {}
    for stream, seq in places:
        by_stream.setdefault(stream, []).append(seq)
    wanted = Q(pk__in=[])
    for stream, seqs in by_stream.items():
        wanted |= Q(**{"stream_id": stream, f"{field}__in": seqs})
    return wanted
