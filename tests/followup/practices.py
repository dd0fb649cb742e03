"""What the tests of good practices do, by the real actions through the real writer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from polylogue.dialogues.intents import every_stream, run_as
from polylogue.followup import answering, pinning, showing, writing
from polylogue.followup.models import Edition, Practice
from polylogue.log import redaction, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Entry
from tests.support import cast

FIELDS = {
    "title": "30 km/h in the centre",
    "city": "Lyon",
    "country": "FR",
    "contact": "Cleo Marin, roads office",
    "what_was_done": "We painted the street.",
    "results": "A third fewer crashes.",
    "topics": ["Safe streets"],
}
NOBODY = AnonymousUser()


def place(room, seq) -> tuple[int, int]:
    return room.stream_id, seq


def pin(room, by, *seqs, visibility="room", **fields: Any) -> Practice:
    """A good practice of these messages of a room, or of places in several rooms."""
    places = [seq if isinstance(seq, tuple) else place(room, seq) for seq in seqs]
    act = lambda part: pinning.pin(part, places, fields=FIELDS | fields, visibility=visibility)  # noqa: E731
    pk = as_(room.dialogue, by, act)
    return Practice.objects.select_related("dialogue").get(pk=pk)


def change(practice, by, *, visibility=None, seen=None, add=(), **fields: Any) -> Practice:
    now = Practice.objects.get(pk=practice.pk)
    edition = Edition.objects.get(practice=practice, number=now.edition)
    said = {name: getattr(edition, name) for name in FIELDS} | fields
    wish = visibility or now.visibility
    act = lambda part: writing.change(  # noqa: E731
        practice.pk, part, fields=said, visibility=wish, seen=seen, add=add
    )
    as_(practice.dialogue, by, act)
    practice.refresh_from_db()
    return practice


def unpin(practice, by) -> None:
    as_(practice.dialogue, by, lambda part: pinning.unpin(practice.pk, part))


def take_out(practice, by, source) -> None:
    as_(practice.dialogue, by, lambda part: pinning.take_out(practice.pk, part, source=source.pk))


def give(practice, by, *, naming="named", **said: Any) -> None:
    practice.refresh_from_db()
    asked = {"edition": practice.edition, "visibility": practice.visibility} | said
    _answer(practice, by, lambda: answering.give(practice.pk, by, naming=naming, **asked))


def refuse(practice, by) -> None:
    practice.refresh_from_db()
    asked = {"edition": practice.edition, "visibility": practice.visibility}
    _answer(practice, by, lambda: answering.refuse(practice.pk, by, **asked))


def withdraw(practice, by) -> None:
    _answer(practice, by, lambda: answering.withdraw(practice.pk, by))


def redact(room, by, seq) -> None:
    forget = lambda part: redaction.redact(room.stream_id, seq, by=by.pk)  # noqa: E731
    as_(room.dialogue, by, forget)


def seen(practice, person):
    """What a person sees of it: None, or its edition, place and contact."""
    shown = showing.shown_to(practice.pk, person)
    return shown and (shown.edition.number, shown.place, shown.contact)


def sees(practice, person) -> bool:
    return showing.shown_to(practice.pk, person) is not None


def told(stream, *kinds) -> list[tuple[str, dict[str, Any]]]:
    """What the log says of good practices in a stream."""
    found = Entry.objects.filter(stream=stream, kind__startswith="followup.").order_by("seq")
    return [(e.kind[9:], e.data) for e in found if not kinds or e.kind[9:] in kinds]


def as_(dialogue, by, act):
    return run_as(dialogue, by, act, key=cast.new_key(), content=None, reach=True).result


def _answer(practice, by, act) -> None:
    streams = every_stream(practice.dialogue)
    writer.run(Intent(act=act, actor=by.pk, streams=streams, lane=practice.dialogue.stream_id))
    practice.refresh_from_db()
