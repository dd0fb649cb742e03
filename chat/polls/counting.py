"""Telling how people vote, at most once a second for each room (chat.pacing)."""

from __future__ import annotations

from typing import Any

from chat import pacing
from chat.polls import tally
from chat.polls.entries import VotesCounted
from chat.polls.models import Poll, Pulse
from polylogue.jobs.tasks import task
from polylogue.log import journal
from polylogue.log.models import Audience
from polylogue.people.models import User
from rooms.models import Room


@task("polls.count")
class CountVotes(pacing.TellLater, frozen=True):
    """Tell how people in a room voted within the last second."""

    def act(self, by: int) -> Any:
        pulse = Pulse.objects.get(stream=self.stream)
        pulse.due_at = None
        _tell_or_wait(pulse, self.lane, by)


def count_soon(room: Room, poll: Poll) -> None:
    """Has the votes of this poll told within a second."""
    Poll.objects.filter(pk=poll.pk, is_untold=False).update(is_untold=True)
    _tell_or_wait(Pulse.of(room), room.dialogue.stream_id)


def _tell_or_wait(pulse: Pulse, lane: int, by: int | None = None) -> None:
    untold = list(Poll.objects.filter(stream=pulse.stream_id, is_untold=True))

    def tell() -> bool:
        _tell(pulse.stream_id, untold, by or User.objects.system().pk)
        return False

    later = CountVotes(lane=lane, stream=pulse.stream_id)
    pulse.beat(later, is_left=bool(untold), tell=tell)


def _tell(stream: int, polls: list[Poll], by: int) -> None:
    for poll in polls:
        poll.told, poll.is_untold = tally.told(poll), False
        poll.save(update_fields=["told", "is_untold"])
    counted = VotesCounted(polls=[poll.pk for poll in polls])
    journal.append(stream, counted, by=by)
    if any(poll.crew_sees_results for poll in polls):
        journal.append(stream, counted, by=by, audience=Audience.CREW)
