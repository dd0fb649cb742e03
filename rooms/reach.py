"""Who can follow which stream: attachments, changed only together with a marker in that stream."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext

from polylogue.dialogues import signals
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.log import journal
from polylogue.log.models import Entry, Stream
from polylogue.people.models import User
from rooms import confidentiality, entries
from rooms.models import Annex, Attachment, Room


def open_room(
    dialogue: Dialogue,
    *,
    by: User,
    title: str,
    kind: str = Room.Kind.ROOM,
    rule: str = confidentiality.STRICTEST,
    **fields: Any,
) -> Room:
    """Makes a room that everyone in the dialogue can follow from its start."""
    stream = journal.open_stream(Stream.Rank.ROOM, dialogue.stream)
    room = Room.objects.create(dialogue=dialogue, stream=stream, title=title, kind=kind, **fields)
    people = dialogue.participations.active().values_list("person_id", flat=True)
    Attachment.objects.bulk_create([Attachment(stream=stream, person_id=pk) for pk in people])
    opened = entries.RoomOpened(room=room.pk, title=title)
    journal.append(dialogue.stream_id, opened, by=by.pk)
    confidentiality.set_rule(room, rule, by=by.pk)
    return room


def attachments(person: int, dialogue: int) -> QuerySet[Attachment]:
    """What a person can follow now in a dialogue."""
    found = Attachment.objects.filter(person_id=person, until_seq=None)
    in_dialogue = (
        Q(stream__dialogue=dialogue)
        | Q(stream__room__dialogue=dialogue)
        | Q(stream__annex__room__dialogue=dialogue)
    )
    return found.filter(in_dialogue)


def streams_of(person: int, dialogue: int) -> dict[int, int]:
    """The streams of a dialogue that a person can follow now, each with where it starts for them."""
    return dict(attachments(person, dialogue).values_list("stream_id", "since_seq"))


def open_annex(room: Room) -> Stream:
    """A further stream of a room for everybody who can follow it; the dialogue's must be locked."""
    stream = journal.open_stream(Stream.Rank.ROOM, room.dialogue.stream)
    Annex.objects.create(stream=stream, room=room)
    held = Attachment.objects.filter(stream=room.stream_id, until_seq=None)
    people = held.values_list("person_id", flat=True)
    Attachment.objects.bulk_create([Attachment(stream=stream, person_id=pk) for pk in people])
    return stream


def streams_in(rooms: Iterable[int]) -> dict[int, list[int]]:
    """By room, all its streams: its own first."""
    rooms = list(rooms)
    found = {
        pk: [stream]
        for pk, stream in Room.objects.filter(pk__in=rooms).values_list("pk", "stream_id")
    }
    annexes = Annex.objects.filter(room__in=rooms).order_by("pk")
    for room, stream in annexes.values_list("room_id", "stream_id"):
        found[room].append(stream)
    return found


def held(streams: Iterable[int], people: Iterable[int]) -> set[tuple[int, int]]:
    """Which of these people can follow which of these streams now."""
    found = Attachment.objects.filter(stream__in=list(streams), person__in=list(people))
    return set(found.filter(until_seq=None).values_list("stream_id", "person_id"))


def held_by(person: int, streams: Iterable[int]) -> list[int]:
    """Which of these streams the person can follow now."""
    return sorted(stream for stream, _ in held(streams, [person]))


def held_since(stream: int, person: int, moment: datetime) -> bool:
    """Whether the person could follow the stream at this moment or at any later one."""
    found = Attachment.objects.filter(stream=stream, person=person)
    ends = Entry.objects.filter(stream=stream, seq__in=found.values("until_seq"))
    return found.filter(until_seq=None).exists() or ends.filter(at__gt=moment).exists()


@receiver(signals.dialogue_created)
def open_plenary(dialogue: Dialogue, by: User, **_: object) -> None:
    open_room(dialogue, by=by, title=gettext("Plenary"), kind=Room.Kind.PLENARY)


@receiver(signals.dialogue_copied)
def copy_rooms(source: Dialogue, dialogue: Dialogue, by: User, **_: object) -> None:
    """The same rooms in the same order, all open and nothing said in them yet."""
    for room in Room.objects.filter(dialogue=source).exclude(kind=Room.Kind.GROUP):
        if room.kind == Room.Kind.PLENARY:
            plenary = Room.objects.filter(dialogue=dialogue, kind=room.kind)
            plenary.update(title=room.title, purpose=room.purpose)
            confidentiality.set_rule(plenary.get(), room.rule, by=by.pk)
        else:
            copied: dict[str, Any] = {
                "purpose": room.purpose,
                "position": room.position,
                "rule": room.rule,
            }
            open_room(dialogue, by=by, title=room.title, kind=room.kind, **copied)


@receiver(signals.participant_admitted)
def attach(participation: Participation, **_: object) -> None:
    """A person who comes in can follow the dialogue and its open rooms from their start; the crew all."""
    dialogue = participation.dialogue
    rooms = Room.objects.filter(dialogue=dialogue)
    if not participation.is_crew:
        rooms = rooms.exclude(kind=Room.Kind.GROUP)
    streams = [dialogue.stream_id, *_streams(rooms)]
    Attachment.objects.bulk_create(
        [Attachment(stream_id=stream, person_id=participation.person_id) for stream in streams],
        ignore_conflicts=True,
    )


@receiver(signals.roles_changed)
def attach_crew(participation: Participation, by: int, **_: object) -> None:
    """Who is of the crew can follow every group; who is no more, only the one they belong in."""
    dialogue, person = participation.dialogue, participation.person_id
    groups = Room.objects.filter(dialogue=dialogue, kind=Room.Kind.GROUP)
    if participation.is_crew:
        Attachment.objects.bulk_create(
            [Attachment(stream_id=stream, person_id=person) for stream in _streams(groups)],
            ignore_conflicts=True,
        )
    else:
        others = groups.exclude(places__person=person)
        for stream in held_by(person, _streams(others)):
            let_go(stream, person, by=by)


def _streams(rooms: QuerySet[Room]) -> list[int]:
    return [*chain.from_iterable(streams_in(rooms.values_list("pk", flat=True)).values())]


@receiver(signals.person_merged)
def hand_on(dialogue: Dialogue, guest: User, account: User, **_: object) -> None:
    """The account reads on in closed groups what it could read as a guest."""
    closed = Room.objects.filter(
        dialogue=dialogue, kind=Room.Kind.GROUP, closed_at__isnull=False
    ).values_list("stream", flat=True)
    own = held_by(account.pk, closed)
    Attachment.objects.bulk_create(
        Attachment(stream_id=stream, person_id=account.pk)
        for stream in held_by(guest.pk, closed)
        if stream not in own
    )


@receiver(signals.participation_ended)
def detach(participation: Participation, by: Participation, **_: object) -> None:
    """Writes the marker at which each hub lets go of the person, and keeps it in the table."""
    for stream in streams_of(participation.person_id, participation.dialogue_id):
        let_go(stream, participation.person_id, by=by.person_id)


def let_go(stream: int, person: int, *, by: int) -> None:
    """The person cannot follow a locked stream after this marker."""
    marker = journal.append(stream, entries.PersonDetached(person=person), by=by)
    held = Attachment.objects.filter(stream_id=stream, person_id=person, until_seq=None)
    held.update(until_seq=marker.seq)
