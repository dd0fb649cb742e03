"""How much a person has not read yet: by room, and in a dialogue as a whole."""

from __future__ import annotations

from django.db.models import Count, Q

from chat.inbox import Inbox
from chat.models import Message
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.log import reading
from polylogue.people.models import User
from rooms.models import ReadPosition, Room

LOOKED_AT = 300
"""How far back entries are counted in each room; whoever has missed more reads `99+` anyway."""


def by_room(by: Participation) -> dict[int, int]:
    """Messages of others that the person has not read, by room; rooms without any are left out."""
    rooms = Room.objects.visible_to(by.person).filter(dialogue=by.dialogue_id)
    by_stream = dict(rooms.values_list("stream_id", "pk"))
    counts = _counts(by.person_id, list(by_stream))
    return {by_stream[stream]: count for stream, count in counts.items()}


def news(by: Participation) -> dict[str, object]:
    """`rooms` as above, and `inbox`: how much of what concerns the person is new."""
    return {"rooms": by_room(by), "inbox": Inbox(by).unread()}


def in_dialogue(dialogue: Dialogue, person: User) -> dict[str, int]:
    """Unread messages and new things for the person, for a list of dialogues."""
    part = dialogue.participations.active().filter(person=person).select_related("person").first()
    if part is None or dialogue.is_archived:
        return {"messages": 0, "inbox": 0}
    return {"messages": sum(by_room(part).values()), "inbox": Inbox(part).unread()}


def _counts(person: int, streams: list[int]) -> dict[int, int]:
    positions = ReadPosition.objects.filter(person=person, stream__in=streams)
    read = dict(positions.values_list("stream_id", "seq"))
    unread = Q(pk__in=[])
    for stream, head in reading.heads(streams).items():
        after = max(read.get(stream, 0), head.seq - LOOKED_AT)
        if after < head.seq:
            unread |= Q(stream_id=stream, seq__gt=after)
    found = Message.objects.standing().filter(unread, thread=None).exclude(author=person)
    return dict(found.order_by("stream_id").values_list("stream_id").annotate(Count("seq")))
