"""Telling how people vote: at once after a quiet second, else when the second is over.

As with reactions, all of it happens while the room's stream is locked, and what is left for later is
in the database, with the job that tells it.
"""

from __future__ import annotations

from typing import Any

from chat.polls import tally
from chat.polls.entries import VotesCounted
from chat.polls.limits import PACE
from chat.polls.models import Poll, Pulse
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.log import journal
from polylogue.log.models import Audience
from polylogue.people.models import User
from rooms.models import Room


@task("polls.count")
class CountVotes(DueAction, frozen=True):
    """Tell how people in a room voted within the last second."""

    stream: int

    def streams(self) -> tuple[int, ...]:
        return (self.stream,)

    def act(self, by: int) -> Any:
        pulse = Pulse.objects.get(stream=self.stream)
        pulse.due_at = None
        _tell_or_wait(pulse, self.lane, by)


def count_soon(room: Room, poll: Poll) -> None:
    """Has the votes of this poll told within a second."""
    now = journal.now()
    Poll.objects.filter(pk=poll.pk, is_untold=False).update(is_untold=True)
    pulse, _made = Pulse.objects.get_or_create(
        stream_id=room.stream_id, defaults={"told_at": now - PACE}
    )
    _tell_or_wait(pulse, room.dialogue.stream_id)


def _tell_or_wait(pulse: Pulse, lane: int, by: int | None = None) -> None:
    now = journal.now()
    untold = list(Poll.objects.filter(stream=pulse.stream_id, is_untold=True))
    if untold and pulse.told_at + PACE <= now:
        _tell(pulse.stream_id, untold, by or User.objects.system().pk)
        pulse.told_at, untold = now, []
    if untold and pulse.due_at is None:
        pulse.due_at = pulse.told_at + PACE
        queue.enqueue(CountVotes(lane=lane, stream=pulse.stream_id), at=pulse.due_at)
    pulse.save()


def _tell(stream: int, polls: list[Poll], by: int) -> None:
    for poll in polls:
        poll.told, poll.is_untold = tally.told(poll), False
        poll.save(update_fields=["told", "is_untold"])
    counted = VotesCounted(polls=[poll.pk for poll in polls])
    journal.append(stream, counted, by=by)
    if any(poll.crew_sees_results for poll in polls):
        journal.append(stream, counted, by=by, audience=Audience.CREW)
