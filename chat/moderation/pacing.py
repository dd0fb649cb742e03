"""Slow mode: in a room that set it, everyone but the crew writes one message in so many seconds."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, get_args

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from chat.models import Message
from chat.moderation import policies
from chat.moderation.entries import SlowModeSet
from chat.moderation.models import SlowMode
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, Refusal
from polylogue.log import journal
from rooms import guards
from rooms.models import Room

Seconds = Literal[0, 10, 30, 60, 300]
OFFERED: tuple[Seconds, ...] = get_args(Seconds)


class TooSoon(Refusal):
    code = "slow-mode"
    status = 429

    def __init__(self, seconds: float) -> None:
        whole = math.ceil(seconds)
        said = ngettext(
            "This room is in slow mode: you can write again in %(n)d second.",
            "This room is in slow mode: you can write again in %(n)d seconds.",
            whole,
        )
        super().__init__(said % {"n": whole})
        self.retry_ms = max(1, int(1000 * seconds))


def set_slow_mode(room: Room, by: Participation, *, seconds: int) -> None:
    """How long people wait between two messages from here on; the dialogue's stream is locked too."""
    by.require(policies.PACE)
    if seconds not in OFFERED:
        raise Invalid(_("Choose how long people wait between two messages."))
    if seconds != seconds_of(room):
        SlowMode.objects.update_or_create(room=room, defaults={"seconds": seconds})
        fact = SlowModeSet(room=room.pk, seconds=seconds)
        journal.append(room.dialogue.stream_id, fact, by=by.person_id)


def seconds_of(room: Room) -> int:
    """How long people wait in a room, 0 if they need not."""
    return SlowMode.objects.filter(room=room.pk).values_list("seconds", flat=True).first() or 0


def said_ago(room: Room, by: Participation, *, now: datetime) -> float | None:
    """How many seconds ago somebody wrote here last, if that still counts in any slow mode."""
    last = _kept(room, by.person_id, max(OFFERED), now)
    return (now - last).total_seconds() if last else None


@guards.guard("chat.post_message")
def one_at_a_time(room: Room, by: Participation) -> None:
    root = room.dialogue.stream_id
    seconds = journal.memo(root, ("slow-mode", room.pk), lambda: seconds_of(room))
    if seconds and not by.is_crew:
        now, person = journal.now(), by.person_id
        said = [*_staged(room, person), _kept(room, person, seconds, now)]
        if (left := _left(seconds, said, now)) > 0:
            raise TooSoon(left)


def _left(seconds: int, said: Iterable[datetime | None], now: datetime) -> float:
    last = max(filter(None, said), default=None)
    return max(0.0, seconds - (now - last).total_seconds()) if seconds and last else 0.0


def _staged(room: Room, person: int) -> list[datetime]:
    """When the person wrote here in the transaction that is being written."""
    written = journal.staged(Message)
    here = [row for row in written if row.stream_id == room.stream_id]
    return [row.posted_at for row in here if row.author_id == person]


def _kept(room: Room, person: int, seconds: int, now: datetime) -> datetime | None:
    """When they wrote here before, within this time; what was deleted since counts too.

    The room is looked at last: by author a database reads few rows, by room all that was ever said.
    """
    since = now - timedelta(seconds=seconds)
    said = Message.objects.filter(author=person, posted_at__gt=since)
    rows = said.values_list("stream_id", "posted_at")
    return max((at for stream, at in rows if stream == room.stream_id), default=None)
