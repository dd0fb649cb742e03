"""What a transcript holds: the streams of a room or a whole dialogue, each up to one entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from polylogue.dialogues.models import Dialogue
from polylogue.log import reading
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Part:
    """One stream up to `head`; `room` is none for what concerned the whole dialogue."""

    stream: int
    epoch: str
    head: int
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A dialogue and the parts of it that are told, in this order.

    `crew`: whether entries for the crew are told too; those for one person never are.
    """

    dialogue: Dialogue
    parts: tuple[Part, ...]
    crew: bool = True

    @property
    def heads(self) -> list[list[Any]]:
        return [[part.stream, part.epoch, part.head] for part in self.parts]


def transcript_of(
    dialogue: Dialogue,
    room: Room | None = None,
    *,
    crew: bool = True,
    heads: dict[int, reading.Head] | None = None,
) -> Transcript:
    """The transcript of a room, or of the dialogue and then each of its rooms, as of now.

    `heads` cuts it elsewhere; streams that are not named there are left out.
    """
    rooms = [room] if room else list(Room.objects.filter(dialogue=dialogue))
    streams: dict[int, Room | None] = {} if room else {dialogue.stream_id: None}
    streams |= {room.stream_id: room for room in rooms}
    heads = reading.heads(streams) if heads is None else heads
    parts = (
        Part(stream, heads[stream].epoch, heads[stream].seq, room)
        for stream, room in streams.items()
        if stream in heads
    )
    return Transcript(dialogue, tuple(parts), crew)
