"""What stands around a conversation: the rooms beside it, today's programme, announcements."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue, Session
from polylogue.log.models import Entry
from rooms.entrance import Visit
from rooms.models import Room

ANNOUNCED_FOR = timedelta(hours=12)


def shown(visit: Visit) -> dict[str, Any]:
    now = timezone.now()
    day, agenda = _agenda(visit.room.dialogue, now)
    rooms = Room.objects.visible_to(visit.by.person).filter(dialogue=visit.room.dialogue_id)
    own = Q(places__person=visit.by.person, closed_at=None) | Q(pk=visit.room.pk)
    rooms = rooms.filter(~Q(kind=Room.Kind.GROUP) | own).distinct()
    return {
        "rooms": list(rooms.select_related("dialogue")),
        "agenda": agenda,
        "agenda_day": day,
        "agenda_is_today": day == timezone.localdate(now),
        "current": next((item["session"] for item in agenda if item["state"] == "now"), None),
    }


def announcement(dialogue: Dialogue, now: datetime) -> dict[str, Any] | None:
    """The latest announcement, if it is recent enough to matter."""
    made = Entry.objects.filter(
        stream=dialogue.stream_id,
        kind="dialogues.announcement_made",
        at__gt=now - ANNOUNCED_FOR,
    ).last()
    if made is None or made.redacted_at:
        return None
    card = cards(dialogue.pk, [made.actor_id])[made.actor_id]
    return {"seq": made.seq, "text": made.data["text"], "by": card["name"], "at": made.at}


def _agenda(dialogue: Dialogue, now: datetime) -> tuple[date | None, list[dict[str, Any]]]:
    """The sessions of today in the reader's zone, or of the nearest day that has some."""
    sessions = list(dialogue.sessions.all())
    days = sorted({timezone.localdate(session.starts_at) for session in sessions})
    if not days:
        return None, []
    today = timezone.localdate(now)
    day = next((day for day in days if day >= today), days[-1])
    upcoming = next((session for session in sessions if session.starts_at > now), None)
    return day, [
        {"session": session, "state": _state(session, upcoming, now)}
        for session in sessions
        if timezone.localdate(session.starts_at) == day
    ]


def _state(session: Session, upcoming: Session | None, now: datetime) -> str:
    if session.is_on(now):
        return "now"
    if session.ends_at <= now:
        return "past"
    return "next" if session == upcoming else "later"
