"""What there is to download of a dialogue, with counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext

from chat.models import Message
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.cut import transcript_of
from polylogue.transcripts.formats import FORMATS
from polylogue.transcripts.models import Export
from rooms.models import Room

SHOWN = 20
AT_ONCE = ("markdown", "jsonl", "extract")
"""The forms that are handed out at once, while they are made; all others are chosen."""


@dataclass(frozen=True, slots=True)
class Place:
    """A room, or with none the whole dialogue."""

    room: Room | None
    messages: int
    entries: int
    formats = [(name, FORMATS[name].title) for name in AT_ONCE]

    @property
    def title(self) -> str:
        return self.room.title if self.room else gettext("The whole dialogue")


def places(dialogue: Dialogue) -> list[Place]:
    """The whole dialogue first, then its rooms in their order."""
    parts = [part for part in transcript_of(dialogue).parts if not part.is_board]
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


def exports(by: Participation) -> list[Export]:
    """Those of staff, the newest first, which all staff of the dialogue see."""
    found = Export.objects.filter(dialogue=by.dialogue).exclude(
        purpose__in=[Purpose.VIEW, Purpose.OWN]
    )
    return list(found.select_related("by", "dialogue")[:SHOWN])


def own_exports(by: Participation) -> list[Export]:
    """What somebody had made for themselves."""
    found = Export.objects.filter(
        dialogue=by.dialogue, by=by.person, purpose__in=[Purpose.VIEW, Purpose.OWN]
    )
    return list(found.select_related("by", "dialogue")[:SHOWN])
