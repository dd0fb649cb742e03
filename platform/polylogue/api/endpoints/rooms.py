"""Rooms, and where their streams stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from polylogue.api import schemas
from polylogue.api.door import Bearer, answers, api, part_in
from polylogue.api.schemas import After, Limit, Slug
from polylogue.api.scopes import Scope
from polylogue.log import reading
from polylogue.log.reading import Head
from rooms import reach
from rooms.models import Room


@api.get("/dialogues/{slug}/rooms", auth=Bearer(Scope.ROOMS), response=answers(schemas.Rooms))
def rooms(request: HttpRequest, slug: Slug, after: After = 0, limit: Limit = 100) -> Any:
    """The rooms that the token's owner can follow, the oldest first, with the streams of each."""
    by = part_in(request, slug)
    visible = Room.objects.visible_to(by.person).filter(dialogue=by.dialogue_id)
    found = list(visible.filter(pk__gt=after).order_by("pk")[: limit + 1])
    page = found[:limit]
    streams = reach.streams_in(room.pk for room in page)
    heads = reading.heads(stream for of in streams.values() for stream in of)
    return {
        "items": [_room(room, _states(room, streams[room.pk], heads)) for room in page],
        "next": page[-1].pk if len(found) > limit else None,
    }


def _room(room: Room, streams: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("kind", "title", "purpose", "rule", "closed_at")
    return {"id": room.pk, "streams": streams} | {name: getattr(room, name) for name in names}


def _states(room: Room, streams: Iterable[int], heads: dict[int, Head]) -> list[dict[str, Any]]:
    """Of each stream; what is not the room's own is that of something in it, such as a board."""
    return [
        {
            "stream": stream,
            "epoch": heads[stream].epoch,
            "head": heads[stream].seq,
            "of": "room" if stream == room.stream_id else "annex",
        }
        for stream in streams
    ]
