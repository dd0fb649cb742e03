"""Group work that is over, with what was seen of people while it lasted."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from breakout.models import Move, Round
from breakout.reports import sharing
from polylogue.dialogues.intents import run_as
from rooms.models import Room, Stay
from tests.breakout import scenes
from tests.support import cast

MINUTE = timedelta(minutes=1)


def held(dialogue, by, *groups, minutes=30, title="Peer exchange"):
    """A round of an hour ago, with these people in its groups."""
    made = scenes.drafted(dialogue, by, groups=len(groups), title=title)
    for number, people in enumerate(groups):
        if people:
            scenes.move(made, by, *people, to=number)
    scenes.open_now(made, by)
    scenes.back(made, by)
    began = timezone.now() - timedelta(hours=1)
    Round.objects.filter(pk=made.pk).update(opened_at=began, closed_at=began + minutes * MINUTE)
    Move.objects.filter(round=made).update(at=began - MINUTE)
    made.refresh_from_db()
    return made


def seen(room, person, since, minutes):
    return Stay.objects.create(
        dialogue=room.dialogue,
        room=room,
        person=person,
        since=since,
        until=since + minutes * MINUTE,
    )


def room_of(round, number):
    return Room.objects.select_related("dialogue").get(group=list(round.groups.all())[number])


def choose(dialogue, person, *, shared=True, mail=True):
    act = lambda part: sharing.choose(part, is_shared=shared, wants_mail=mail)  # noqa: E731
    run_as(dialogue, person, act, key=cast.new_key(), content=None)
