"""Who is at the socket, and the state they are greeted with: the reads of a handshake."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import msgspec
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, parse_cookie
from django.utils import timezone

from polylogue.dialogues import viewing
from polylogue.dialogues.intents import participant
from polylogue.dialogues.models import Participation
from polylogue.log import reading
from rooms import protocol, reach
from rooms.line import Line
from rooms.models import Annex, Place, ReadPosition, Room


class Caller(msgspec.Struct, frozen=True):
    """A person at a socket of a dialogue, as the hub keeps them.

    `proof` is what their session holds while their password stays as it is; `disguised` is whoever
    looks at the dialogue as a participant does.
    """

    person: int
    dialogue: int
    lane: int
    crew: bool
    session: str
    proof: str
    name: str
    disguised: bool


def session_key(scope: Any) -> str:
    """The session cookie of a handshake, or an empty string."""
    sent = [
        value.decode("latin-1") for name, value in scope.get("headers", []) if name == b"cookie"
    ]
    return parse_cookie("; ".join(sent)).get(settings.SESSION_COOKIE_NAME, "")


def caller(session: str, slug: str) -> Caller | int:
    """The person if they take part in the dialogue; else the close code that says why not."""
    store = SessionStore(session or None)
    person = get_user(cast("HttpRequest", SimpleNamespace(session=store)))
    if not person.is_authenticated:
        return 4001
    found = (
        Participation.objects.select_related("dialogue")
        .filter(dialogue__slug=slug, person_id=person.pk)
        .first()
    )
    if found is None or found.admitted_at is None:
        return 4003
    if found.ended_at is not None:
        return 4005
    disguised = viewing.is_disguised(store, slug)
    return Caller(
        person=found.person_id,
        dialogue=found.dialogue_id,
        lane=found.dialogue.stream_id,
        crew=found.seen(disguised=disguised).is_crew,
        session=session,
        proof=person.get_session_auth_hash(),
        name=person.display_name,
        disguised=disguised,
    )


def allowed(line: Line) -> set[int]:
    """The streams the person can follow now."""
    return set(reach.streams_of(line.person, line.dialogue))


def welcome(line: Line) -> protocol.Welcome:
    """Read again if the person was taken elsewhere meanwhile: a place goes with the reach that belongs to it."""
    while True:
        place = place_of(line.person, line.dialogue)
        read = _welcome(line, place)
        latest = place_of(line.person, line.dialogue)
        if read.place_seq == (latest.seq if latest else 0):
            return read


def _welcome(line: Line, place: Place | None) -> protocol.Welcome:
    streams = allowed(line)
    heads = reading.heads(streams)
    rooms = dict(Room.objects.filter(stream__in=streams).values_list("stream_id", "pk"))
    annexes = dict(Annex.objects.filter(stream__in=streams).values_list("stream_id", "room_id"))
    positions = ReadPosition.objects.filter(person_id=line.person, stream__in=streams)
    read = dict(positions.values_list("stream_id", "seq"))
    return protocol.Welcome(
        v=protocol.VERSION,
        socket=line.id,
        person=line.person,
        crew=participant(line.dialogue, line.person).seen(disguised=line.disguised).is_crew,
        now=now(),
        streams=[
            protocol.StreamState(
                stream=stream,
                room=rooms.get(stream) or annexes.get(stream),
                epoch=head.epoch,
                head=head.seq,
                read=read.get(stream, 0),
                annex=stream in annexes,
            )
            for stream, head in sorted(heads.items())
        ],
        frame_bytes=protocol.FRAME_BYTES,
        text_length=protocol.TEXT_LENGTH,
        beat_ms=protocol.BEAT_MS,
        window_ms=2000,
        place=place.room_id if place else None,
        place_seq=place.seq if place else 0,
    )


def place_of(person: int, dialogue: int) -> Place | None:
    """Where the person was last taken to in the dialogue."""
    return Place.objects.filter(person=person, dialogue=dialogue).first()


def room_id(stream: int) -> int | None:
    return Room.objects.filter(stream=stream).values_list("pk", flat=True).first()


def now() -> str:
    return timezone.now().isoformat(timespec="milliseconds")
