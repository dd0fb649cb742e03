"""What waits for those who moderate: reported messages, and who is muted at the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from chat.models import Message
from chat.moderation.models import Mute, Report
from chat.places import at_places
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue
from rooms.models import Room

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Reported:
    """A message that was reported, by whom, and why; `card` is its author's."""

    message: Message
    room: Room
    card: dict[str, Any]
    reports: list[tuple[Report, str]]

    @property
    def numbers(self) -> str:
        return " ".join(str(report.pk) for report, _name in self.reports)


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody who is muted, where, and by whom."""

    mute: Mute
    card: dict[str, Any]
    by: str


def count(dialogue: Dialogue) -> int:
    """How many messages wait to be looked at."""
    return _open(dialogue).values("stream", "seq").distinct().count()


def reported(dialogue: Dialogue) -> list[Reported]:
    """Reported messages, the longest waiting first."""
    by_place: dict[tuple[int, int], list[Report]] = {}
    for report in _open(dialogue).order_by("pk")[:SHOWN]:
        by_place.setdefault((report.stream_id, report.seq), []).append(report)
    messages = at_places(by_place)
    rooms = Room.objects.select_related("dialogue").filter(stream__in={s for s, _ in by_place})
    by_stream = {room.stream_id: room for room in rooms}
    people = {message.author_id for message in messages.values()}
    people |= {report.by_id for reports in by_place.values() for report in reports}
    known = cards(dialogue.pk, people)
    return [
        Reported(
            messages[place],
            by_stream[place[0]],
            known[messages[place].author_id],
            [(report, known[report.by_id]["name"]) for report in reports],
        )
        for place, reports in by_place.items()
    ]


def muted(dialogue: Dialogue) -> list[Held]:
    """Who may not speak at the moment, in the order in which that was said."""
    found = list(
        Mute.objects.in_force(timezone.now()).filter(dialogue=dialogue).select_related("room")
    )
    known = cards(
        dialogue.pk, {person for mute in found for person in (mute.person_id, mute.by_id)}
    )
    return [Held(mute, known[mute.person_id], known[mute.by_id]["name"]) for mute in found]


def _open(dialogue: Dialogue) -> QuerySet[Report]:
    return Report.objects.filter(stream__room__dialogue=dialogue, resolved_at=None)
