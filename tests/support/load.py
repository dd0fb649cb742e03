"""People who talk: the load that faults are put upon."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Iterable

from polylogue.client import Client, Gone, Refused

WORDS = [
    "water",
    "city",
    "river",
    "heat",
    "roof",
    "tree",
    "street",
    "school",
    "bridge",
    "garden",
    "market",
    "morning",
]


class Load:
    """Messages shared out among clients, and the clients among streams; begins when it is made.

    Everybody waits for the answer to one message before the next; a `pause` is a mean in seconds.
    """

    def __init__(
        self,
        clients: Iterable[Client],
        streams: list[int],
        messages: int,
        *,
        pause: float = 0.0,
        words: int = 8,
    ) -> None:
        clients = list(clients)
        self.messages = messages // len(clients) * len(clients)
        self.each = messages // len(clients)
        self.kept = self.refused = 0
        self.pause, self.words = pause, words
        self.jobs = [
            asyncio.create_task(self._talk(client, streams[n % len(streams)]))
            for n, client in enumerate(clients)
        ]

    async def until(self, share: float) -> None:
        """Waits until this share of the messages is acknowledged."""
        while self.kept + self.refused < share * self.messages and not self.is_over():  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    def is_over(self) -> bool:
        return all(job.done() for job in self.jobs)

    async def over(self) -> None:
        await asyncio.gather(*self.jobs)

    async def _talk(self, client: Client, stream: int) -> None:
        for number in range(self.each):
            words = " ".join(random.choices(WORDS, k=self.words))
            text = f"message {number} of {client.name}: {words}"  # type: ignore[attr-defined]
            try:
                await client.do("chat.post_message", stream=stream, text=text)
                self.kept += 1
            except Refused:
                self.refused += 1
            except Gone:
                return
            if self.pause:
                await asyncio.sleep(random.uniform(0, 2 * self.pause))


async def all_talk(clients: Iterable[Client], streams: list[int], messages: int) -> None:
    with contextlib.suppress(Gone):
        await Load(clients, streams, messages).over()
