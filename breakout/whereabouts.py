"""Where people are at this moment: read from the leases of their sockets, as presence is."""

from __future__ import annotations

from django.db.models.functions import Now

from polylogue.dialogues.models import Dialogue
from rooms.models import Lease

Here = dict[int, int | None]


def now(dialogue: Dialogue) -> Here:
    """Who is connected, with the room they look at; of several sockets the newest decides."""
    held = Lease.objects.filter(dialogue=dialogue, until__gt=Now()).order_by("until")
    return dict(held.values_list("person_id", "room_id"))
