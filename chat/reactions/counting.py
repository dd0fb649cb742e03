"""Telling the counts: at once after a quiet second, else when the second is over, for all at once.

Everything here happens while the room's stream is locked, so that several processes together tell
no more often than one. What is left for later is a row, and the job that tells it is made in the
same transaction: a server that dies in between forgets nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chat.models import Message
from chat.reactions import reading
from chat.reactions.entries import Counted
from chat.reactions.models import Pulse, Untold
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.log import journal
from polylogue.people.models import User
from rooms.models import Room

PACE = timedelta(seconds=1)
LOOKED_AT = 200
# With the frame around it and the card of the system well under 2 KB.
MOST_BYTES = 1500


@task("reactions.count")
class CountReactions(DueAction, frozen=True):
    """Tell the counts of a room that changed within the last second."""

    stream: int

    def streams(self) -> tuple[int, ...]:
        return (self.stream,)

    def act(self, by: int) -> Any:
        pulse = Pulse.objects.get(stream=self.stream)
        pulse.due_at = None
        _tell_or_wait(pulse, self.lane, by)


def count_soon(room: Room, message: int) -> None:
    """Has the counts of this message told within a second."""
    now = journal.now()
    Untold.objects.get_or_create(stream_id=room.stream_id, seq=message, defaults={"since": now})
    pulse, _made = Pulse.objects.get_or_create(
        stream_id=room.stream_id, defaults={"told_at": now - PACE}
    )
    _tell_or_wait(pulse, room.dialogue.stream_id)


def _tell_or_wait(pulse: Pulse, lane: int, by: int | None = None) -> None:
    now = journal.now()
    is_left = Untold.objects.filter(stream=pulse.stream_id).exists()
    if is_left and pulse.told_at + PACE <= now:
        is_left = _tell(pulse.stream_id, by or User.objects.system().pk)
        pulse.told_at = now
    if is_left and pulse.due_at is None:
        pulse.due_at = pulse.told_at + PACE
        queue.enqueue(CountReactions(lane=lane, stream=pulse.stream_id), at=pulse.due_at)
    pulse.save()


def _tell(stream: int, by: int) -> bool:
    """Writes counts to the messages and to the log; true if some did not fit."""
    untold = Untold.objects.filter(stream=stream)
    waiting = list(untold.order_by("since", "seq").values_list("seq", flat=True)[:LOOKED_AT])
    counts = reading.counts(stream, waiting)
    told: dict[str, dict[str, int]] = {}
    size = 0
    for seq in waiting:
        size += len(f'"{seq}":{counts.get(seq, {})},')
        if told and size > MOST_BYTES:
            break
        told[str(seq)] = counts.get(seq, {})
        _mark(stream, seq, told[str(seq)])
    untold.filter(seq__in=[int(seq) for seq in told]).delete()
    journal.append(stream, Counted(messages=told), by=by)
    return untold.exists()


def _mark(stream: int, seq: int, counts: dict[str, int]) -> None:
    for message in Message.objects.filter(stream=stream, seq=seq):
        marks = {name: mark for name, mark in message.marks.items() if name != "reactions"}
        message.marks = {**marks, "reactions": counts} if counts else marks
        message.save(update_fields=["marks"])
