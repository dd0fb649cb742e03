"""How far people have read, gathered and written every two seconds, told to their other devices."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from rooms.line import Line
from rooms.models import ReadPosition
from rooms.readers import read

if TYPE_CHECKING:
    from rooms.live import Hub

log = logging.getLogger("polylogue.live")

WRITE_SECONDS = 2.0


class Positions:
    """Read positions on their way to the table: only ever forward, the newest wins."""

    def __init__(self) -> None:
        self.waiting: dict[tuple[int, int], int] = {}
        self.writing: asyncio.Task[None] | None = None

    def note(self, hub: Hub, line: Line, stream: int, seq: int) -> None:
        """The person has read up to `seq` here; what they read elsewhere is known to the line."""
        place = line.person, stream
        feed = hub.feeds.get(stream)
        if stream not in line.follows or feed is None or seq > feed.head:
            return
        if seq > line.reads.get(stream, 0):
            line.reads[stream] = seq
            self.waiting[place] = max(seq, self.waiting.get(place, 0))
            note = {"what": "position", "person": line.person, "stream": stream, "seq": seq}
            hub.ringing.apply(note)
            hub.ringing.note(**note)
            if self.writing is None or self.writing.done():
                self.writing = asyncio.ensure_future(self._write_soon())

    async def _write_soon(self) -> None:
        while self.waiting:
            await asyncio.sleep(WRITE_SECONDS)
            rows, self.waiting = self.waiting, {}
            try:
                await read(keep, rows)
            except Exception:
                log.exception("%d read positions were not kept", len(rows))


def keep(rows: dict[tuple[int, int], int]) -> None:
    """Moves positions forward, never back; `rows` gives the seq by (person, stream)."""
    places = [ReadPosition(person_id=person, stream_id=stream, seq=0) for person, stream in rows]
    ReadPosition.objects.bulk_create(places, ignore_conflicts=True)
    for (person, stream), seq in rows.items():
        ReadPosition.objects.filter(person=person, stream=stream, seq__lt=seq).update(seq=seq)


positions = Positions()
