"""When the demo event takes place: its third day is today, and its last session has just begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from polylogue.config.demo.source import Event, PlannedSession
from polylogue.dialogues import clock

STEP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Placed:
    """A session with its moments."""

    plan: PlannedSession
    starts_at: datetime
    ends_at: datetime


def placed(event: Event, now: datetime) -> list[Placed]:
    """The first days at their planned hours, the last one so that its end is still to come.

    Of the last session five to ten minutes have passed; what was said before it is in the past.
    """
    zone = ZoneInfo(event.time_zone)
    last = event.days[-1].sessions
    opened = _rounded(now) - STEP
    today = (opened - _between(last[0], last[-1])).astimezone(zone).date()
    later = opened - clock.moment(today, last[-1].clock[0], zone)
    sessions: list[Placed] = []
    for day in event.days:
        on = today - timedelta(days=event.days[-1].day - day.day)
        shift = later if day is event.days[-1] else timedelta()
        sessions += [_placed(plan, on, zone, shift) for plan in day.sessions]
    return sessions


def _placed(plan: PlannedSession, day: date, zone: ZoneInfo, shift: timedelta) -> Placed:
    starts, ends = (clock.moment(day, at, zone) + shift for at in plan.clock)
    return Placed(plan, starts, ends)


def _rounded(now: datetime) -> datetime:
    return now - timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond)


def _between(first: PlannedSession, second: PlannedSession) -> timedelta:
    day = date(2000, 1, 1)
    return datetime.combine(day, second.clock[0]) - datetime.combine(day, first.clock[0])
