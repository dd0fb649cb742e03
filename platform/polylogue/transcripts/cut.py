"""What a transcript holds: the streams of a room or a whole dialogue, each up to one entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from polylogue.dialogues.models import Dialogue
from polylogue.log import reading
from polylogue.transcripts.choices import EVERYTHING, Choices, Purpose
from rooms import reach
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Part:
    """One stream from after `since` up to `head`; `room` is none for what concerned the whole dialogue.

    `is_board`: of a board in the room, which has a stream of its own.
    """

    stream: int
    epoch: str
    head: int
    room: Room | None = None
    since: int = 0
    is_board: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """A dialogue and the parts of it that are told, in this order, as `choices` say.

    `reader`: for whom alone it is told. `key`: what pseudonyms are made from; `numbers`: those of people.
    """

    dialogue: Dialogue
    parts: tuple[Part, ...]
    choices: Choices = EVERYTHING
    reader: int | None = None
    key: str = field(default="", repr=False)
    numbers: dict[int, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def heads(self) -> list[list[Any]]:
        return [[part.stream, part.epoch, part.head] for part in self.parts]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.choices.time_zone or self.dialogue.time_zone)

    @property
    def is_whole(self) -> bool:
        """Whether it tells of all rooms, and of what concerned the dialogue as a whole."""
        return any(part.room is None for part in self.parts)

    @property
    def is_record(self) -> bool:
        return self.choices.purpose is Purpose.RECORD


def transcript_of(
    dialogue: Dialogue,
    room: Room | None = None,
    *,
    choices: Choices = EVERYTHING,
    reader: int | None = None,
    heads: dict[int, reading.Head] | None = None,
    key: str = "",
) -> Transcript:
    """The transcript of a room, or of the dialogue and then each of its rooms, as of now.

    `heads` cuts it elsewhere; streams that are not named there are left out.
    """
    rooms = [room] if room else list(_rooms(dialogue, choices))
    is_whole = room is None and not choices.rooms
    streams: dict[int, Room | None] = {dialogue.stream_id: None} if is_whole else {}
    for room, found in _streams(rooms):
        streams |= dict.fromkeys(found, room)
    starts = dict.fromkeys(streams, 0)
    if choices.purpose is Purpose.VIEW:
        starts = reach.streams_of(reader or 0, dialogue.pk)
    heads = reading.heads(streams) if heads is None else heads
    parts = (
        Part(
            stream,
            *heads[stream],
            room,
            starts[stream],
            is_board=room is not None and stream != room.stream_id,
        )
        for stream, room in streams.items()
        if stream in heads and stream in starts
    )
    return Transcript(dialogue, tuple(parts), choices, reader, key or dialogue.slug)


def _streams(rooms: list[Room]) -> Iterator[tuple[Room, list[int]]]:
    """Each room with its streams, its own first."""
    found = reach.streams_in(room.pk for room in rooms)
    yield from ((room, found[room.pk]) for room in rooms)


def _rooms(dialogue: Dialogue, choices: Choices) -> Iterable[Room]:
    rooms = Room.objects.filter(dialogue=dialogue)
    return rooms.filter(pk__in=choices.rooms) if choices.rooms else rooms
