"""What those who moderate do in these tests, and what the log says of it."""

from __future__ import annotations

from typing import Any

from chat.models import Message
from chat.moderation.models import Mute
from polylogue.dialogues.intents import run_as
from polylogue.log import reading
from polylogue.log.models import Audience, Entry
from tests.support import cast


def hide(room, by, message, because=""):
    return cast.do(room, by, "moderation.hide_message", message=message, because=because)


def show(room, by, message):
    return cast.do(room, by, "moderation.show_message", message=message)


def mute(room, by, person, **how):
    """Mutes and returns the mute."""
    cast.do(room, by, "moderation.mute_person", person=person.pk, **how)
    return Mute.objects.get(
        person=person, ended_at=None, room=None if how.get("everywhere") else room
    )


def lift(room, by, mute):
    return cast.do(room, by, "moderation.lift_mute", mute=mute.pk)


def report(room, by, message, because=""):
    return cast.do(room, by, "moderation.report_message", message=message, because=because)


def resolve(room, by, reports, outcome, **how):
    args = {"reports": reports, "outcome": outcome, **how}
    return cast.do(room, by, "moderation.resolve_reports", **args)


def remove(room, by, person, **how):
    return cast.do(room, by, "moderation.remove_person", person=person.pk, **how)


def as_staff(dialogue, by, act, **how):
    return run_as(dialogue, by, act, key=cast.new_key(), content=None, reach=True, **how)


def message(room, seq):
    return Message.objects.get(stream=room.stream_id, seq=seq)


def shown(room, seq) -> dict[str, Any]:
    """What an entry of the room shows to everybody now."""
    (item,) = reading.shown(reading.places(room.stream_id, [seq]))
    return item["data"]


def told(stream, *kinds) -> list[tuple[str, str, int | None]]:
    """Kind, audience and addressee of the entries of moderation in a stream."""
    found = Entry.objects.filter(stream=stream, kind__startswith="moderation.").order_by("seq")
    rows = found.values_list("kind", "audience", "person")
    return [(kind.split(".")[1], *rest) for kind, *rest in rows if not kinds or kind in kinds]


def everything() -> list[Any]:
    """All that a refused act must leave as it is: the log, and the rows of moderation."""
    from chat.moderation.models import Removal, Report, SlowMode

    rows = [
        list(model.objects.order_by("pk").values()) for model in (Mute, Removal, Report, SlowMode)
    ]
    said = list(
        Message.objects.values("stream", "seq", "text", "hidden_at", "deleted_at", "replies")
    )
    return [rows, said, Entry.objects.count()]


CREW, EVERYONE, PERSON = Audience.CREW, Audience.EVERYONE, Audience.PERSON
