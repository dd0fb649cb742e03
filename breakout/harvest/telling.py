"""Telling that harvests changed: every few seconds for the whole dialogue, however many groups write.

What changed is a mark on its row, and the job that tells it is made in the same transaction.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from breakout.harvest import entries
from breakout.harvest.models import Pulse, Sheet
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.log import journal
from polylogue.log.models import Audience
from rooms.models import Room

PACE = timedelta(seconds=3)


@task("harvest.tell")
class TellChanges(DueAction, frozen=True):
    """Tell which harvests changed within the last seconds."""

    def act(self, by: int) -> Any:
        pulse = _held(self.lane)
        pulse.due_at = None
        pulse.save()
        untold = list(Sheet.objects.filter(room__dialogue__stream=self.lane, is_untold=True))
        Sheet.objects.filter(pk__in=[sheet.pk for sheet in untold]).update(is_untold=False)
        for sheet in untold:
            if sheet.is_handed_in:
                changed = entries.SheetChanged(room=sheet.room_id, handed=sheet.seq or 0)
                journal.append(self.lane, changed, by=by)
        if begun := [sheet.room_id for sheet in untold if not sheet.is_handed_in]:
            progressed = entries.SheetsProgressed(rooms=sorted(begun))
            journal.append(self.lane, progressed, by=by, audience=Audience.CREW)


def soon(room: Room) -> None:
    """Has the dialogue told within a few seconds that the sheet of this room changed."""
    lane = room.dialogue.stream_id
    pulse = _held(lane)
    if pulse.due_at is None:
        pulse.due_at = journal.now() + PACE
        pulse.save()
        queue.enqueue(TellChanges(lane=lane), at=pulse.due_at)


def _held(lane: int) -> Pulse:
    """Locked, so that no mark is made unseen while a job looks for them."""
    Pulse.objects.get_or_create(stream_id=lane)
    return Pulse.objects.select_for_update().get(stream_id=lane)
