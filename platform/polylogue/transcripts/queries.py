"""What there is to download of a dialogue, with counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext

from chat.models import Message
from polylogue.dialogues.models import Dialogue
from polylogue.transcripts.cut import transcript_of
from polylogue.transcripts.models import Download
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Place:
    """A room, or with none the whole dialogue."""

    room: Room | None
    messages: int
    entries: int
    formats = Download.Format.choices

    @property
    def title(self) -> str:
        return self.room.title if self.room else gettext("The whole dialogue")


def places(dialogue: Dialogue) -> list[Place]:
    """The whole dialogue first, then its rooms in their order."""
    parts = transcript_of(dialogue).parts
    messages = _messages([part.stream for part in parts])
    rooms = [
        Place(part.room, messages.get(part.stream, 0), part.head) for part in parts if part.room
    ]
    whole = Place(None, sum(messages.values()), sum(part.head for part in parts))
    return [whole, *rooms]


def _messages(streams: list[int]) -> dict[int, int]:
    """How many messages stand in each stream; deleted ones are not counted."""
    standing = Message.objects.filter(stream__in=streams, deleted_at=None)
    counted = standing.values_list("stream").order_by("stream").annotate(Count("seq"))
    return dict(counted)
