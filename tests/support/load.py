"""People who talk: the load that faults are put upon."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Iterable

from polylogue.client import Client, Gone, Refused

WORDS = ["water", "city", "river", "heat", "roof", "tree", "street", "school", "bridge", "garden", "market", "morning"]


async def talk(client: Client, stream: int, count: int, *, pause: float = 0.0) -> int:
    """Sends messages one after the other, each after the last one's answer; how many were kept."""
    kept = 0
    for number in range(count):
        text = f"message {number} of {client.name}: {' '.join(random.choices(WORDS, k=8))}"  # type: ignore[attr-defined]
        with contextlib.suppress(Refused):
            await client.do("chat.post_message", stream=stream, text=text)
            kept += 1
        if pause:
            await asyncio.sleep(random.uniform(0, 2 * pause))
    return kept


async def all_talk(
    clients: Iterable[Client], streams: list[int], messages: int, *, pause: float = 0.0
) -> None:
    """The messages are shared out among the clients, and the clients among the streams."""
    clients = list(clients)
    each = messages // len(clients)
    jobs = [
        talk(client, streams[n % len(streams)], each, pause=pause)
        for n, client in enumerate(clients)
    ]
    for outcome in await asyncio.gather(*jobs, return_exceptions=True):
        if isinstance(outcome, BaseException) and not isinstance(outcome, Gone):
            raise outcome
