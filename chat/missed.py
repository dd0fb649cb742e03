"""What a latecomer missed: how much was said, who had the floor, what was announced."""

from __future__ import annotations

from typing import Any

from chat.history import CALLED
from chat.models import Message
from polylogue.dialogues.cards import cards
from polylogue.log.models import Entry
from rooms.entrance import Visit
from rooms.models import ReadPosition

WORTH_TELLING = 5
NAMED = 5


def since_last_time(visit: Visit) -> dict[str, Any]:
    """`read`: how far the person has read this room; `first`: the first message they have not."""
    room, person = visit.room, visit.by.person_id
    positions = ReadPosition.objects.filter(person_id=person)
    read = dict(positions.values_list("stream_id", "seq"))
    here = read.get(room.stream_id, 0)
    said = Message.objects.standing().filter(stream=room.stream_id, thread=None, seq__gt=here)
    unread = said.exclude(author=person)
    count = unread.count()
    announced = _announced(visit, read.get(room.dialogue.stream_id, 0))
    first = unread.values_list("seq", flat=True).order_by("seq").first()
    return {
        "read": here,
        "is_new": not here,
        "count": count,
        "first": first,
        "new_from": first if here else None,
        "announced": announced if here else 0,
        "called": _called(visit, here) if here else [],
        "worth_telling": count >= WORTH_TELLING,
    }


def _announced(visit: Visit, after: int) -> int:
    made = Entry.objects.filter(
        stream=visit.room.dialogue.stream_id, kind="dialogues.announcement_made", seq__gt=after
    )
    return made.exclude(actor_id=visit.by.person_id).count()


def _called(visit: Visit, after: int) -> list[str]:
    """The names of who had the floor meanwhile, in order, each once."""
    called = Entry.objects.filter(stream=visit.room.stream_id, kind=CALLED, seq__gt=after)
    order = dict.fromkeys(entry.data["person"] for entry in called.order_by("seq")[:200])
    people = cards(visit.by.dialogue_id, order)
    return [people[person]["name"] for person in order][:NAMED]
