"""Harvests of the tests: a round with cleo and dov in its first group, and nobody in the second."""

from __future__ import annotations

from breakout.harvest.models import Sheet
from breakout.models import Round
from polylogue.jobs import queue, worker
from polylogue.log import reading
from polylogue.log.models import Entry
from polylogue.texts.models import Text
from rooms.models import Room
from tests.breakout import scenes
from tests.support import cast


def opened(dialogue, ben, *people, groups=2, **fields) -> Round:
    """An open round with these people in its first group."""
    round = scenes.drafted(dialogue, ben, groups=groups, **fields)
    scenes.move(round, ben, *people, to=0)
    round.refresh_from_db()
    return scenes.open_now(round, ben)


def room(round: Round, place: int = 0) -> Room:
    group = list(round.groups.all())[place]
    return Room.objects.select_related("dialogue").get(group=group)


def write(room: Room, by, words: str, field: str = "insight", base: int | None = None):
    """Writes this at the start of a field."""
    text = f"harvest.{field}"
    if base is None:
        found = Text.objects.filter(stream=room.stream_id, name=text)
        base = found.values_list("revision", flat=True).first() or 0
    parts = [{"key": cast.new_key(), "op": [words]}]
    return cast.do(room, by, "texts.edit", text=text, base=base, parts=parts)


def said(room: Room, field: str = "insight") -> str:
    return Text.objects.get(stream=room.stream_id, name=f"harvest.{field}").words


def hand_in(room: Room, by, because: str = ""):
    return cast.do(room, by, "harvest.hand_in", because=because)


def sheet(room: Room) -> Sheet:
    return Sheet.objects.get(room=room)


def told(dialogue, *kinds: str):
    """What the dialogue's stream shows now of these kinds, with their audience."""
    found = Entry.objects.filter(stream=dialogue.stream_id, kind__in=kinds).order_by("seq")
    shown = reading.shown(found)
    return [
        (entry.kind, entry.audience, item["data"]) for entry, item in zip(found, shown, strict=True)
    ]


def do_what_is_due():
    queue.Job.objects.filter(kind="harvest.tell").waiting().update(due_at="2020-01-01T00:00Z")
    while job := queue.take():
        worker.do(job)
