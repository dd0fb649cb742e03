"""All groups of the open round at a glance: who is there, what goes on, who calls for help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q

from breakout import clock, looking, policies, rounds, tiles
from breakout.help import queue
from breakout.help.queue import Waiting
from breakout.looking import Table
from breakout.models import Round
from breakout.notices.policies import GIVE
from polylogue.dialogues.models import Participation
from polylogue.log import journal
from polylogue.log.models import Entry

LATELY = timedelta(minutes=5)
SAID = ("chat.message_posted", "chat.reply_posted")
# Coming and going, and what the crew does there, is not what a group works.
NOT_WORK = (
    Q(kind__startswith="rooms.") | Q(kind__startswith="help.") | Q(kind__startswith="notices.")
)


@dataclass(frozen=True, slots=True)
class Activity:
    """When something last happened in a room, and how many messages came lately."""

    last_at: datetime | None = None
    lately: int = 0


@dataclass(frozen=True, slots=True)
class Tile:
    table: Table
    activity: Activity
    waiting: Waiting | None
    parts: list[dict[str, Any]]

    @property
    def state(self) -> str:
        """How it looks: somebody calls, somebody is on the way, nobody is there, or it works."""
        if self.waiting:
            return "claimed" if self.waiting.call.claimed_by_id else "calls"
        return "works" if self.table.here else "empty"


def state(by: Participation) -> dict[str, Any]:
    """What the cockpit shows to the crew."""
    round = rounds.open_round_of(by.dialogue)
    calls = queue.waiting(by.dialogue)
    may_act = not by.dialogue.is_archived
    return {
        "round": round,
        "drafts": [] if round else list(_drafts(by)),
        "calls": calls,
        "open_calls": sum(one.call.claimed_by_id is None for one in calls),
        "tiles": _tiles(round, by, calls) if round else [],
        "time": clock.left(round) if round else None,
        "may_lead": may_act and by.may(policies.LEAD),
        "may_write": may_act and by.may(GIVE),
        "changes": " ".join(sorted(tiles.CHANGES)),
    }


def _tiles(round: Round, by: Participation, calls: list[Waiting]) -> list[Tile]:
    tables = looking.rosters(round, by)
    worked = _activity([t.group.room.stream_id for t in tables if t.group.room])
    calling = {one.call.group_id: one for one in calls}
    parts = tiles.shown(round, by)
    return [
        Tile(
            table,
            worked.get(table.group.room.stream_id, Activity()) if table.group.room else Activity(),
            calling.get(table.group.pk),
            parts.get(table.group.pk, []),
        )
        for table in tables
    ]


def _activity(streams: Iterable[int]) -> dict[int, Activity]:
    entries = Entry.objects.filter(stream__in=list(streams)).exclude(NOT_WORK)
    lately = Q(kind__in=SAID, at__gt=journal.now() - LATELY)
    counted = entries.values("stream").annotate(last=Max("at"), lately=Count("pk", filter=lately))
    return {row["stream"]: Activity(row["last"], row["lately"]) for row in counted}


def _drafts(by: Participation) -> Iterable[Round]:
    drafts = Round.objects.filter(dialogue=by.dialogue, opened_at=None)
    return drafts.select_related("dialogue").order_by("-pk")[:5]
