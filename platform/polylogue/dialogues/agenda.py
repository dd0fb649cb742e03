"""The programme as a reader sees it: by day in their zone, with what is on now and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from polylogue.dialogues.models import Dialogue, Session


@dataclass(frozen=True, slots=True)
class Item:
    """A session with its times on the reader's clock. `state`: past, now, next or later."""

    session: Session
    starts: datetime
    ends: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Day:
    """`number` counts the dialogue's days, `date` is the reader's."""

    number: int
    date: date
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Agenda:
    """`changes_in` seconds something begins or ends; None when all is over."""

    zone: ZoneInfo
    days: list[Day]
    now: list[Item]
    upcoming: Item | None
    changes_in: float | None


def agenda(dialogue: Dialogue, *, zone: ZoneInfo, now: datetime) -> Agenda:
    sessions = list(dialogue.sessions.all())
    next_at = min((s.starts_at for s in sessions if s.starts_at > now), default=None)
    items = [_item(session, zone, now, next_at) for session in sessions]
    changes = [at for s in sessions for at in (s.starts_at, s.ends_at) if at > now]
    return Agenda(
        zone=zone,
        days=[
            _day(dialogue, day, list(held))
            for day, held in groupby(items, lambda i: i.starts.date())
        ],
        now=[item for item in items if item.state == "now"],
        upcoming=next((item for item in items if item.state == "next"), None),
        changes_in=(min(changes) - now).total_seconds() if changes else None,
    )


def _item(session: Session, zone: ZoneInfo, now: datetime, next_at: datetime | None) -> Item:
    starts, ends = _on_the_clock(session.starts_at, zone), _on_the_clock(session.ends_at, zone)
    if session.is_on(now):
        state = "now"
    elif session.ends_at <= now:
        state = "past"
    else:
        state = "next" if session.starts_at == next_at else "later"
    return Item(session, starts, ends, state)


def _on_the_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """Without a zone, so that templates do not carry it into another one."""
    return at.astimezone(zone).replace(tzinfo=None)


def _day(dialogue: Dialogue, day: date, items: list[Item]) -> Day:
    at_home = items[0].session.starts_at.astimezone(dialogue.zone).date()
    return Day((at_home - dialogue.starts_on).days + 1, day, items)
