"""The mark on a pinned message: the way to its good practice. It says no word of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from chat import looks
from chat.models import Message
from chat.resolving import resolve_messages
from polylogue.followup.models import Practice, Source
from polylogue.log.facts import resolve_with

NAME = "pinned"

looks.declare(NAME, "followup/_mark.html")

# Who has the room open gets the message again, with its mark or without.
resolve_with("followup.practice_pinned", "followup.practice_unpinned")(resolve_messages)


@looks.tells(NAME)
def told(stream: int, look: dict[str, Any]) -> list[str]:
    """In a transcript: the address, at which it is asked who may see it."""
    url = Practice(pk=look["practice"]).get_absolute_url()
    return [f"pinned as a good practice: {settings.ORIGINS[0]}{url}"]


def mark(stream: int, seq: int) -> None:
    """Has the message show the good practice it was pinned for last, if any."""
    pinned = Source.objects.filter(stream=stream, seq=seq, practice__unpinned_at=None)
    last = pinned.order_by("pk").values_list("practice", flat=True).last()
    for message in Message.objects.filter(stream=stream, seq=seq):
        marks = {name: shown for name, shown in message.marks.items() if name != NAME}
        message.marks = {**marks, NAME: {"practice": last}} if last else marks
        message.save(update_fields=["marks"])
