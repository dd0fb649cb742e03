"""Polls of the tests, made by the real commands."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from chat.polls.models import Poll, Pulse
from polylogue.jobs import queue, worker
from polylogue.log import reading
from polylogue.log.models import Entry
from tests.support import cast

COLOURS = ["Blue", "Green", "Red"]


def draft(room, by, **said):
    """A poll that the crew prepares; returns its number."""
    asked = {"question": "Which colour?", "kind": "single", "options": COLOURS} | said
    return cast.do(room, by, "polls.draft_poll", particulars=asked).result


def opened(room, by, **said):
    poll = draft(room, by, **said)
    cast.do(room, by, "polls.open_poll", poll=poll)
    return poll


def vote(room, person, poll, *choices, key=None):
    name = "polls.cast_ballot" if Poll.objects.get(pk=poll).is_anonymous else "polls.vote"
    return cast.do(room, person, name, key, poll=poll, choices=list(choices))


def close(room, by, poll):
    return cast.do(room, by, "polls.close_poll", poll=poll)


def later(room, seconds=1.0):
    """Lets this many seconds pass for what is told in the room, and does what is due."""
    for pulse in Pulse.objects.filter(stream=room.stream_id):
        pulse.told_at -= timedelta(seconds=seconds)
        pulse.save()
    queue.Job.objects.filter(kind="polls.count").waiting().update(due_at=timezone.now())
    do_what_is_due()


def do_what_is_due():
    while job := queue.take():
        worker.do(job)


def shown(room, kind, audience="everyone"):
    """What entries of a kind show now, oldest first."""
    found = Entry.objects.filter(stream=room.stream_id, kind=kind, audience=audience)
    return [item["data"] for item in reading.shown(found.order_by("seq"))]


def kinds(room):
    """What the log of the room says of polls, oldest first."""
    found = Entry.objects.filter(stream=room.stream_id, kind__startswith="polls.")
    return list(found.order_by("seq").values_list("kind", "audience"))


def standing(room, poll, audience="everyone"):
    """How a poll stood when the room was told last, and was told that it stood."""
    return shown(room, "polls.counted", audience)[-1]["standing"][str(poll)]


def counts(room, poll, audience="everyone"):
    """Of that, how often each answer was given."""
    results = standing(room, poll, audience)["results"]
    return results and [n for n, _percent in results]


def result(room):
    """What the room was shown of the last poll that was closed."""
    return shown(room, "polls.poll_closed")[-1]["look"]
