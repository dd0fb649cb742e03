"""How a server process says goodbye to its sockets before it stops."""

from __future__ import annotations

import asyncio
import random
import time
from typing import TYPE_CHECKING

from rooms import protocol

if TYPE_CHECKING:
    from rooms.live import Hub

SLICE = 100
SLICE_SECONDS = 0.1
RETURNS_PER_SECOND = 100
SHORTEST_WINDOW_MS = 2000


async def say_goodbye(hub: Hub, seconds: float) -> int:
    """Asks every socket to come back at a random moment of the window; returns how many it asked.

    Waits until they are gone, but no longer than `seconds`.
    """
    hub.leaving = True
    end = time.monotonic() + seconds
    lines = list(hub.lines)
    window_ms = max(SHORTEST_WINDOW_MS, 1000 * len(lines) // RETURNS_PER_SECOND)
    for start in range(0, len(lines), SLICE):
        for line in lines[start : start + SLICE]:
            line.leave(protocol.bye(4101, after_ms=random.randrange(window_ms)))  # noqa: S311
        await asyncio.sleep(SLICE_SECONDS)
    while hub.lines and time.monotonic() < end:  # noqa: ASYNC110 - both may end it
        await asyncio.sleep(SLICE_SECONDS)
    return len(lines)
