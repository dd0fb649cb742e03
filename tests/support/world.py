"""Faults of the world around the product, and its limits made short, so that tests need not wait."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.support.bugs import fault


@fault("short-silence")
def short_silence() -> None:
    """Sockets are let go after 4 seconds of silence, not 60; clients are asked to beat each second."""
    from rooms import live, protocol, socket

    live.SILENCE_SECONDS = 4.0
    protocol.BEAT_MS = 1000
    socket.ANSWER_SECONDS = 1.0


@fault("short-grace")
def short_grace() -> None:
    """Who leaves is not kept in mind for 6 seconds."""
    from rooms import presence

    presence.GRACE = timedelta(seconds=0.5)


@fault("full-disk")
def full_disk() -> None:
    """The database file cannot grow by more than a few pages."""
    from django.db.backends.signals import connection_created

    most: list[int] = []

    def limit(sender: object, connection: Any, **_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            most.append(cursor.fetchone()[0] + int(os.environ["MAX_PAGES"]))
            cursor.execute(f"PRAGMA max_page_count = {most[0]}")

    connection_created.connect(limit, weak=False)


@fault("wrong-clock")
def wrong_clock() -> None:
    """The clock is wrong by the seconds that a file says, and jumps whenever the file changes."""
    import time

    from django.utils import timezone

    told, right = Path(os.environ["CLOCK"]), time.time

    def wrong_by() -> float:
        return float(told.read_text() or 0)

    class WrongDatetime(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(seconds=wrong_by())

    timezone.datetime = WrongDatetime  # type: ignore[attr-defined]
    time.time = lambda: right() + wrong_by()


@fault("bad-bells")
def bad_bells() -> None:
    """Of ten doorbells one is lost, one rings twice and one only after the next."""
    from rooms.live import Hub
    from rooms.ringing import Ringing

    Hub._rung_here = _unreliable(Hub._rung_here)  # type: ignore[method-assign]
    Ringing.heard = _unreliable(Ringing.heard)  # type: ignore[method-assign]


def _unreliable(ring: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    fates = random.Random(4)
    late: list[Any] = []

    def bell(self: Any, message: Any) -> None:
        match fates.randrange(10):
            case 0:
                return
            case 1:
                late.append(message)
            case 2:
                ring(self, message)
                ring(self, message)
            case _:
                ring(self, message)
                while late:
                    ring(self, late.pop())

    return bell


@fault("short-memberships")
def short_memberships() -> None:
    """A layer whose memberships and messages expire after 3 seconds, and which tells nobody."""
    from django.conf import settings

    chosen = settings.CHANNEL_LAYERS["default"]["CONFIG"] | {"expiry": 3, "group_expiry": 3}
    backend = "channels_redis.core.RedisChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend, "CONFIG": chosen}}
