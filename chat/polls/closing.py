"""The end of a poll: by hand, or by itself when its time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.polls import entries, tally, urns
from chat.polls.models import Poll
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.kit.refusals import Refusal
from polylogue.log import journal
from rooms.models import Room


class PollIsClosed(Refusal):
    code = "poll-closed"
    sentence = _("This poll is not open: nobody can vote in it now.")


@task("polls.close")
class ClosePoll(DueAction, frozen=True):
    """Close a poll whose time is over."""

    stream: int
    poll: int

    def streams(self) -> tuple[int, ...]:
        return (self.stream,)

    def act(self, by: int) -> Any:
        for poll in Poll.objects.filter(pk=self.poll, closed_at=None):
            close(poll, by=by)


def require_open(poll: Poll) -> Poll:
    """The same, if people can vote in it: also when nobody has closed yet what is over."""
    if not poll.is_open or (poll.ends_at and poll.ends_at <= journal.now()):
        raise PollIsClosed
    return poll


def close_after(room: Room, poll: Poll, *, minutes: int) -> None:
    """Has the poll closed so many minutes later than it would be, or from now if it has no end."""
    poll.ends_at = (poll.ends_at or journal.now()) + timedelta(minutes=minutes)
    if poll.ends_by is None or not queue.put_off(poll.ends_by, poll.ends_at):
        due = ClosePoll(lane=room.dialogue.stream_id, stream=poll.stream_id, poll=poll.pk)
        poll.ends_by = queue.enqueue(due, at=poll.ends_at).pk


def close(poll: Poll, *, by: int) -> None:
    """Counts for the last time. Ballots without names are written anew, so that no order is left."""
    if poll.is_anonymous:
        urns.empty_out(poll)
    poll.closed_at, poll.is_untold = journal.now(), False
    poll.told = tally.told(poll)
    poll.save()
    if poll.ends_by:
        queue.cancel(poll.ends_by)
    closed = entries.PollClosed(poll=poll.pk, opened=poll.seq or 0)
    journal.append(poll.stream_id, closed, by=by)
