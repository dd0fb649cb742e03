"""What people do with reactions. Every function runs inside the writer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chat.reactions import counting, policies, reading
from chat.reactions.models import Reaction
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from rooms.actions import require_inside
from rooms.models import Room


def set_reaction(room: Room, by: Participation, *, message: int, emoji: str, on: bool) -> None:
    """Gives or takes back one's own reaction; the same once more changes nothing."""
    require_inside(room, by, policies.REACT)
    if not reading.is_standing(room.stream_id, message):
        raise NotFound(_("This message does not exist any more."))
    changed = _give(room, by, message, emoji) if on else _take_back(room, by, message, emoji)
    if changed:
        counting.PACE.soon(room, message)


def _give(room: Room, by: Participation, message: int, emoji: str) -> bool:
    if _own(room, by, message, emoji).exists():
        return False
    Reaction.objects.create(
        stream_id=room.stream_id,
        seq=message,
        person_id=by.person_id,
        emoji=emoji,
        at=journal.now(),
    )
    return True


def _take_back(room: Room, by: Participation, message: int, emoji: str) -> bool:
    deleted, _each = _own(room, by, message, emoji).delete()
    return bool(deleted)


def _own(room: Room, by: Participation, message: int, emoji: str) -> models.QuerySet[Reaction]:
    """What the person gave, by this account or as a guest that was merged into it."""
    given = Reaction.objects.filter(stream=room.stream_id, seq=message, emoji=emoji)
    return given.filter(person__in=reading.accounts_of(by.person_id))
