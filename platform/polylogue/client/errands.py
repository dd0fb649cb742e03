"""What a client does beside listening: later, or as long as it takes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

import httpx

from polylogue.client.streams import Gap

Errand = Coroutine[Any, Any, None]


class Errands:
    """Tasks of a client. One that fails is not the end: `failed` is told why."""

    def __init__(self, failed: Callable[[str], None]) -> None:
        self.failed = failed
        self.tasks: set[asyncio.Task[None]] = set()
        self._named: dict[int, asyncio.Task[None]] = {}

    def begin(self, errand: Errand) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(self._persist(errand))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def begin_last(self, name: int, errand: Errand) -> None:
        """One at a time under a name: the last one knows best."""
        if earlier := self._named.get(name):
            earlier.cancel()
        self._named[name] = self.begin(errand)

    async def end(self) -> None:
        for task in list(self.tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _persist(self, errand: Errand) -> None:
        try:
            await errand
        except (httpx.HTTPError, Gap) as problem:
            self.failed(repr(problem))
