"""The log of a dialogue, a stream at a time, from a cursor on: what may leave, and the record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from polylogue.api import cursors, schemas
from polylogue.api.door import Bearer, answers, api, part_in
from polylogue.api.items import may_leave
from polylogue.api.schemas import Cursor, Limit, Slug, Stream
from polylogue.api.scopes import Scope
from polylogue.dialogues.cards import cards
from polylogue.kit.refusals import NotFound
from polylogue.log import facts
from polylogue.log.models import Audience, Entry
from rooms import reach

DERIVED = {"html", "root"}
STREAM = "/dialogues/{slug}/streams/{stream}"


@api.get(f"{STREAM}/entries", auth=Bearer(Scope.ENTRIES), response=answers(schemas.Entries))
def entries(
    request: HttpRequest, slug: Slug, stream: Stream, cursor: Cursor = "", limit: Limit = 100
) -> Any:
    """What happened for everyone, and of what was said that which may leave its room."""
    dialogue, page = _page(request, slug, stream, cursor, limit)
    for_all = [entry for entry in page.entries if entry.audience == Audience.EVERYONE]
    return {"items": may_leave(dialogue, for_all), "cursor": page.cursor, "more": page.more}


@api.get(f"{STREAM}/record", auth=Bearer(Scope.RECORD), response=answers(schemas.Record))
def record(
    request: HttpRequest, slug: Slug, stream: Stream, cursor: Cursor = "", limit: Limit = 100
) -> Any:
    """What happened for everyone and for the crew, as it can be read now, with names."""
    dialogue, page = _page(request, slug, stream, cursor, limit)
    told = [entry for entry in page.entries if entry.audience != Audience.PERSON]
    shown = facts.resolve(told)
    items = [_recorded(entry, shown[entry.stream_id, entry.seq]) for entry in told]
    return {
        "items": items,
        "people": _people(dialogue, told),
        "cursor": page.cursor,
        "more": page.more,
    }


def _page(
    request: HttpRequest, slug: str, stream: int, cursor: str, limit: int
) -> tuple[int, cursors.Page]:
    """A page of a stream that the token's owner can follow, and the dialogue it is of."""
    by = part_in(request, slug)
    if stream not in reach.streams_of(by.person_id, by.dialogue_id):
        raise NotFound
    return by.dialogue_id, cursors.page(stream, cursor, limit)


def _recorded(entry: Entry, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "stream": entry.stream_id,
        "seq": entry.seq,
        "kind": entry.kind,
        "at": entry.at,
        "by": entry.actor_id,
        "audience": entry.audience,
        "redacted": entry.redacted_at is not None,
        "data": {name: value for name, value in data.items() if name not in DERIVED},
    }


def _people(dialogue: int, entries: list[Entry]) -> dict[str, Any]:
    """Who acts or is named in these."""
    people = {entry.actor_id for entry in entries}
    people |= {p for entry in entries if isinstance(p := entry.data.get("person"), int)}
    return {str(person): card for person, card in cards(dialogue, people).items()}
