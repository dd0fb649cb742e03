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
from polylogue.transcripts.models import Download, Export
from rooms.models import Room

SHOWN = 20
REGISTER_LENGTH = 50
FOR_ONE = [Purpose.VIEW, Purpose.OWN]
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
    found = Export.objects.filter(dialogue=by.dialogue).exclude(purpose__in=FOR_ONE)
    return list(found.select_related("by", "dialogue")[:SHOWN])


def own_exports(by: Participation) -> list[Export]:
    """What somebody had made for themselves."""
    found = Export.objects.filter(dialogue=by.dialogue, by=by.person, purpose__in=FOR_ONE)
    return list(found.select_related("by", "dialogue")[:SHOWN])


def register(dialogue: Dialogue) -> list[Download]:
    """Who was given which transcript, the newest first; what people took of their own is theirs."""
    found = Download.objects.filter(dialogue=dialogue).exclude(format=Download.Format.PERSONAL)
    found = found.exclude(export__purpose__in=FOR_ONE).select_related("by", "room", "export")
    return list(found[:REGISTER_LENGTH])
