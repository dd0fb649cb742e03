"""What a message said before it was changed, for those who moderate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chat.markup import render
from chat.models import Message, Revision
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation


@dataclass(frozen=True, slots=True)
class Version:
    """A text that a message had, and who replaced it when; the last one may still stand."""

    html: str
    replaced_at: datetime | None = None
    replaced_by: dict[str, Any] | None = None


def of(message: Message, by: Participation) -> list[Version]:
    """All texts of a message, the oldest first."""
    kept = list(Revision.objects.filter(stream_id=message.stream_id, seq=message.seq))
    people = cards(by.dialogue_id, {revision.replaced_by_id for revision in kept})
    found = [Version(render(one.text), one.replaced_at, people[one.replaced_by_id]) for one in kept]
    return found if message.deleted_at else [*found, Version(render(message.text))]
