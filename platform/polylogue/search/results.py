"""What was found, as it is shown: resolved now, so that the index never shows what is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue
from polylogue.log import facts
from polylogue.log.models import Entry
from polylogue.search import finding, kinds
from polylogue.search.excerpts import Piece, excerpt
from polylogue.search.finding import Reader, Wanted
from polylogue.search.models import Passage
from polylogue.search.query import Query
from rooms.models import Room

PAGE = 25


@dataclass(frozen=True, slots=True)
class Result:
    """One hit. `room` is None for what was told to the whole dialogue, `card` for nobody's words."""

    entry: Entry
    kind: str | Promise
    card: dict[str, Any] | None
    room: Room | None
    url: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Page:
    """Some results; `count` of all of them, or `is_many` if nobody counted on; `before`: go on here."""

    results: list[Result]
    count: int = 0
    is_many: bool = False
    before: int | None = None


def page(dialogue: Dialogue, wanted: Wanted, reader: Reader) -> Page:
    found = finding.find(wanted, reader)
    now = found[:PAGE]
    return Page(
        results=_results(dialogue, now, wanted.query, reader),
        count=len(found),
        is_many=len(found) == finding.MOST,
        before=now[-1] if len(found) > PAGE else None,
    )


def _results(
    dialogue: Dialogue, found: Iterable[int], query: Query, reader: Reader
) -> list[Result]:
    entries = _entries(found)
    shown = facts.resolve(entries)
    people = cards(dialogue.pk, {entry.actor_id for entry in entries})
    rooms = Room.objects.filter(dialogue=dialogue, stream__in={e.stream_id for e in entries})
    by_stream = {room.stream_id: room for room in rooms}
    results = []
    for entry in entries:
        said = kinds.said(entry, shown[entry.stream_id, entry.seq])
        if said:
            room = by_stream.get(entry.stream_id)
            results.append(
                Result(
                    entry=entry,
                    kind=kinds.KINDS[said.kind],
                    card=None if entry.kind in kinds.ADDRESSES else people[entry.actor_id],
                    room=room,
                    url=_url(dialogue, room, entry),
                    pieces=excerpt(said.text, query),
                )
            )
    return results


def _entries(found: Iterable[int]) -> list[Entry]:
    """The entries of these passages, in their order."""
    found = list(found)
    places = {p.pk: (p.stream_id, p.seq) for p in Passage.objects.filter(pk__in=found)}
    entries = {(e.stream_id, e.seq): e for e in Entry.objects.filter(pk__in=list(places.values()))}
    return [entries[places[pk]] for pk in found if places.get(pk) in entries]


def _url(dialogue: Dialogue, room: Room | None, entry: Entry) -> str:
    if address := kinds.ADDRESSES.get(entry.kind):
        return address(entry)
    if room is None:
        return dialogue.get_absolute_url()
    if name := kinds.LINKS[entry.kind]:
        return reverse(name, args=[dialogue.slug, room.pk, entry.seq])
    return room.get_absolute_url()
