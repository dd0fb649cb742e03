"""Who is at the socket, and the state they are greeted with: the reads of a handshake."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import msgspec
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, parse_cookie
from django.utils import timezone

from polylogue.dialogues import viewing
from polylogue.dialogues.intents import participant
from polylogue.dialogues.models import Participation
from rooms import protocol, reach
from rooms.line import Line
from rooms.models import Place, ReadPosition, Room


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
    """What the person can follow and where they were taken; raises NotAllowed."""
    followed = list(_followed(line.person, line.dialogue))
    place, place_seq = (followed[0].place, followed[0].place_seq) if followed else (None, None)
    return protocol.Welcome(
        v=protocol.VERSION,
        socket=line.id,
        person=line.person,
        crew=participant(line.dialogue, line.person).seen(disguised=line.disguised).is_crew,
        now=now(),
        streams=[
            protocol.StreamState(
                stream=one.stream_id,
                room=one.stream__room or one.stream__annex__room,
                epoch=one.stream__epoch,
                head=one.stream__head,
                read=one.read or 0,
                annex=one.stream__annex__room is not None,
            )
            for one in followed
        ],
        frame_bytes=protocol.FRAME_BYTES,
        text_length=protocol.TEXT_LENGTH,
        beat_ms=protocol.BEAT_MS,
        window_ms=2000,
        place=place,
        place_seq=place_seq or 0,
    )


def _followed(person: int, dialogue: int) -> QuerySet[Any, Any]:
    """In one statement, since somebody may be moved just now: a place goes with the reach that belongs to it.

    A hundred people come back at once, so it is also the cheapest way.
    """
    place = Place.objects.filter(dialogue=dialogue, person=person)
    read = ReadPosition.objects.filter(person=person, stream=OuterRef("stream"))
    told = {
        "read": Subquery(read.values("seq")),
        "place": Subquery(place.values("room")),
        "place_seq": Subquery(place.values("seq")),
    }
    streams = ("stream__epoch", "stream__head", "stream__room", "stream__annex__room")
    found = reach.attachments(person, dialogue).annotate(**told).order_by("stream")
    return found.values_list("stream_id", *streams, *told, named=True)


def place_of(person: int, dialogue: int) -> Place | None:
    """Where the person was last taken to in the dialogue."""
    return Place.objects.filter(person=person, dialogue=dialogue).first()


def room_id(stream: int) -> int | None:
    return Room.objects.filter(stream=stream).values_list("pk", flat=True).first()


def now() -> str:
    return timezone.now().isoformat(timespec="milliseconds")
