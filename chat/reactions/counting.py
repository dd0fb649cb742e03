"""Telling the counts of reactions, at most once a second for each room (chat.pacing)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chat import pacing
from chat.models import Message
from chat.reactions import reading
from chat.reactions.entries import Counted
from chat.reactions.models import Pulse, Untold
from polylogue.jobs.tasks import task
from polylogue.log import journal


@task("reactions.count")
class CountReactions(pacing.TellLater, frozen=True):
    """Tell the counts of a room that changed within the last second."""

    def act(self, by: int) -> Any:
        PACE.due(self, by)


def _tell(stream: int, waiting: list[int], by: int) -> Iterable[int]:
    """Writes counts to the messages and to the log."""
    counts = reading.counts(stream, waiting)
    told = pacing.fitting({seq: counts.get(seq, {}) for seq in waiting})
    for seq, given in told.items():
        _mark(stream, int(seq), given)
    journal.append(stream, Counted(messages=told), by=by)
    return map(int, told)


def _mark(stream: int, seq: int, counts: dict[str, int]) -> None:
    for message in Message.objects.filter(stream=stream, seq=seq):
        marks = {name: mark for name, mark in message.marks.items() if name != "reactions"}
        message.marks = {**marks, "reactions": counts} if counts else marks
        message.save(update_fields=["marks"])


PACE = pacing.Pace(Untold, Pulse, CountReactions, _tell)
