"""Counts that everybody follows: told at once after a quiet second, else when the second is over.

Everything here happens while the room's stream is locked, so that several processes together tell
no more often than one. What is left for later is a row, and the job that tells it is made in the
same transaction: a server that dies in between forgets nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone

from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction
from polylogue.log import journal
from polylogue.log.models import Stream
from polylogue.people.models import User
from rooms.models import Room

PACE = timedelta(seconds=1)
LOOKED_AT = 200
# With the frame around it and the card of the system well under 2 KB.
MOST_BYTES = 1500


class Untold(models.Model):
    """What has this seq in the stream has other counts than the log told last."""

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["since"]

    def __str__(self) -> str:
        return f"counts of {self.stream_id}:{self.seq} to be told"


class Pulse(models.Model):
    """When a room last told its counts; `due_at`: when a job will tell what came since."""

    stream = models.OneToOneField(Stream, models.CASCADE, primary_key=True, related_name="+")
    told_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"counts in stream {self.stream_id} told at {self.told_at}"

    @classmethod
    def of(cls, room: Room) -> Self:
        """The room's; one that never told anything may tell at once."""
        long_ago = {"told_at": journal.now() - PACE}
        pulse, _made = cls._default_manager.get_or_create(
            stream_id=room.stream_id, defaults=long_ago
        )
        return pulse

    def beat(self, later: TellLater, *, is_left: bool, tell: Callable[[], bool]) -> None:
        """Tells now what is left, or has the job do it when the second is over.

        `tell` says whether some is left even so.
        """
        now = journal.now()
        if is_left and self.told_at + PACE <= now:
            is_left, self.told_at = tell(), now
        if is_left and self.due_at is None:
            self.due_at = self.told_at + PACE
            queue.enqueue(later, at=self.due_at)
        self.save()


class TellLater(DueAction, frozen=True):
    """A job that tells the counts of a room which changed within the last second."""

    stream: int

    def streams(self) -> tuple[int, ...]:
        return (self.stream,)


Tell = Callable[[int, list[int], int], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How counts of one kind are told. `tell` gets a stream, the seqs that wait and who says it;
    it appends the entry and returns those that it told.
    """

    untold: type[Untold]
    pulses: type[Pulse]
    later: type[TellLater]
    tell: Tell

    def soon(self, room: Room, seq: int) -> None:
        """Has the counts of this one told within a second."""
        place = {"stream_id": room.stream_id, "seq": seq}
        self.untold._default_manager.get_or_create(**place, defaults={"since": journal.now()})
        self._tell_or_wait(self.pulses.of(room), room.dialogue.stream_id)

    def due(self, job: TellLater, by: int) -> None:
        """The second is over."""
        pulse = self.pulses._default_manager.get(stream=job.stream)
        pulse.due_at = None
        self._tell_or_wait(pulse, job.lane, by)

    def _tell_or_wait(self, pulse: Pulse, lane: int, by: int | None = None) -> None:
        untold = self.untold._default_manager.filter(stream=pulse.stream_id)

        def tell() -> bool:
            waiting = untold.order_by("since", "seq").values_list("seq", flat=True)[:LOOKED_AT]
            told = self.tell(pulse.stream_id, list(waiting), by or User.objects.system().pk)
            untold.filter(seq__in=list(told)).delete()
            return untold.exists()

        later = self.later(lane=lane, stream=pulse.stream_id)
        pulse.beat(later, is_left=untold.exists(), tell=tell)


def fitting(counts: Mapping[int, Any]) -> dict[str, Any]:
    """As many of these as fit into one entry, in their order, by seq as JSON has it."""
    told: dict[str, Any] = {}
    size = 0
    for seq, count in counts.items():
        size += len(f'"{seq}":{count},')
        if told and size > MOST_BYTES:
            break
        told[str(seq)] = count
    return told
