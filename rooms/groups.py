"""Rooms for groups: made many at a time, for those who are taken there and for the crew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from polylogue.dialogues.models import Dialogue
from polylogue.log import journal
from polylogue.log.models import Stream
from rooms import entries
from rooms.models import Attachment, Room


def make(dialogue: Dialogue, titles: Sequence[str], *, by: int) -> list[Room]:
    """Open rooms that only the crew can follow so far; the dialogue's stream must be locked."""
    streams = journal.open_streams(Stream.Rank.ROOM, dialogue.stream, len(titles))
    made = [
        Room(dialogue=dialogue, stream=stream, title=title, kind=Room.Kind.GROUP)
        for stream, title in zip(streams, titles, strict=True)
    ]
    rooms = Room.objects.bulk_create(made)
    crew = _crew(dialogue)
    Attachment.objects.bulk_create(
        Attachment(stream=room.stream, person_id=person) for room in rooms for person in crew
    )
    told = entries.GroupsMade(rooms=[(room.pk, room.title) for room in rooms])
    journal.append(dialogue.stream_id, told, by=by)
    return rooms


def close(dialogue: Dialogue, rooms: Iterable[Room], *, by: int) -> None:
    """Nothing is added any more in those that are open; their people can go on reading."""
    closing = [room for room in rooms if room.is_open]
    if closing:
        _set_closed(closing, closed=True)
        told = entries.GroupsClosed(rooms=[room.pk for room in closing])
        journal.append(dialogue.stream_id, told, by=by)


def reopen(dialogue: Dialogue, rooms: Iterable[Room], *, by: int) -> None:
    opening = [room for room in rooms if not room.is_open]
    if opening:
        _set_closed(opening, closed=False)
        told = entries.GroupsReopened(rooms=[room.pk for room in opening])
        journal.append(dialogue.stream_id, told, by=by)


def _set_closed(rooms: Sequence[Room], *, closed: bool) -> None:
    for room in rooms:
        room.closed_at = journal.now() if closed else None
    Room.objects.bulk_update(rooms, ["closed_at"])


def _crew(dialogue: Dialogue) -> list[int]:
    return [part.person_id for part in dialogue.participations.active() if part.is_crew]
