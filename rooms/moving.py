"""People are taken to rooms: their reach and their place change together, in one transaction.

Every stream of the dialogue must be locked. A person is let go of at a marker in the room they
leave, and each room gets one marker, however many people come or go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from polylogue.dialogues.models import Dialogue
from polylogue.log import journal
from polylogue.log.models import Audience
from rooms import entries, reach
from rooms.models import Attachment, Place, Room

People = dict[int, list[int]]  # by room, or by stream


def move(dialogue: Dialogue, to: Mapping[int, Room], *, by: int, keep: bool = False) -> None:
    """Takes each person to the room named for them; whoever is there already stays.

    `keep`: they can go on reading the group they come from, which is what a group's end is like.
    """
    before = places(dialogue, to)
    moved = {p: room for p, room in to.items() if _is_elsewhere(before.get(p), room)}
    if not moved:
        return
    crew = {part.person_id for part in dialogue.participations.active() if part.is_crew}
    if not keep:
        _detach(before, [p for p in moved if p not in crew], by=by)
    _attach(moved, by=by)
    told: People = defaultdict(list)
    for person, room in moved.items():
        told[room.pk].append(person)
    fact = entries.PeopleMoved(places=sorted(told.items()))
    entry = journal.append(dialogue.stream_id, fact, by=by, audience=Audience.CREW)
    _keep_places(dialogue, moved, entry.seq)


def places(dialogue: Dialogue, people: Iterable[int]) -> dict[int, Room]:
    """Where these people belong now, if it was ever said."""
    found = Place.objects.filter(dialogue=dialogue, person__in=list(people)).select_related("room")
    return {place.person_id: place.room for place in found}


def forget(dialogue: Dialogue, people: Iterable[int]) -> None:
    """Whoever is not in the dialogue any more belongs nowhere in it."""
    Place.objects.filter(dialogue=dialogue, person__in=list(people)).delete()


def _is_elsewhere(before: Room | None, room: Room) -> bool:
    return room.kind != Room.Kind.PLENARY if before is None else before.pk != room.pk


def _detach(before: Mapping[int, Room], people: Iterable[int], *, by: int) -> None:
    for stream, gone in _by_stream({p: before[p] for p in people if p in before}):
        marker = journal.append(stream, entries.PeopleLeft(people=sorted(gone)), by=by)
        held = Attachment.objects.filter(stream=stream, person__in=gone, until_seq=None)
        held.update(until_seq=marker.seq)


def _attach(moved: Mapping[int, Room], *, by: int) -> None:
    coming = dict(_by_stream(moved))
    held = Attachment.objects.filter(stream__in=coming, until_seq=None)
    there = set(held.values_list("stream_id", "person_id"))
    new = {s: [p for p in some if (s, p) not in there] for s, some in coming.items()}
    Attachment.objects.bulk_create(
        Attachment(stream_id=stream, person_id=p) for stream, some in new.items() for p in some
    )
    for stream, some in coming.items():
        journal.append(stream, entries.PeopleCame(people=sorted(some)), by=by)


def _by_stream(places: Mapping[int, Room]) -> list[tuple[int, list[int]]]:
    """The people of groups, by each stream of theirs, in the order of the streams."""
    by_room: People = defaultdict(list)
    for person, room in places.items():
        if room.kind == Room.Kind.GROUP:
            by_room[room.pk].append(person)
    streams = reach.streams_in(by_room)
    return sorted((s, by_room[room]) for room, some in streams.items() for s in some)


def _keep_places(dialogue: Dialogue, moved: Mapping[int, Room], seq: int) -> None:
    rows = [
        Place(dialogue=dialogue, person_id=person, room=room, seq=seq)
        for person, room in moved.items()
    ]
    Place.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["dialogue", "person"],
        update_fields=["room", "seq"],
    )
