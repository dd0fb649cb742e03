"""How a server process stops: nothing that was confirmed is lost, and everybody knows when to return."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from types import FrameType
from typing import Protocol

from polylogue.jobs.worker import Worker
from polylogue.log import writer
from rooms.leaving import say_goodbye
from rooms.live import hub

log = logging.getLogger("polylogue.server")

WRITE_SECONDS = 8.0
GOODBYE_SECONDS = 12.0
REQUEST_SECONDS = 5.0
WORKER_SECONDS = 3.0


class Leaver(Protocol):
    """What a server must be able to do when it is time to go."""

    loop: asyncio.AbstractEventLoop

    def run(self) -> int: ...
    def stop_accepting(self) -> None: ...
    def is_answering(self) -> bool: ...
    def stop(self) -> None: ...


class Departure:
    """Begins at the first signal; a second one stops the process at once."""

    def __init__(
        self, server: Leaver, worker: tuple[Worker, threading.Thread] | None = None
    ) -> None:
        self.server = server
        self.worker = worker
        self.task: asyncio.Task[None] | None = None

    def ask(self, number: int, frame: FrameType | None) -> None:
        self.server.loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        if self.task is None:
            self.task = asyncio.ensure_future(self._leave())
        else:
            os._exit(1)

    async def _leave(self) -> None:
        """Within 30 seconds, whatever happens."""
        try:
            hub.leaving = True
            self.server.stop_accepting()
            if self.worker:
                self.worker[0].leaving.set()
            await asyncio.to_thread(writer.drain, WRITE_SECONDS)
            told = await say_goodbye(hub, GOODBYE_SECONDS)
            log.info("said goodbye to %s sockets", told)
            await self._last_answers()
            await hub.stop()
        except Exception:
            log.exception("the departure was not as orderly as it should be")
        finally:
            self.server.stop()

    async def _last_answers(self) -> None:
        for _ in range(int(REQUEST_SECONDS / 0.05)):
            if not self.server.is_answering():
                break
            await asyncio.sleep(0.05)

    def complete(self) -> None:
        """After the loop has ended: what arrived meanwhile is written, the threads end."""
        if self.worker:
            self.worker[0].leaving.set()
            self.worker[1].join(WORKER_SECONDS)
        writer.drain(WORKER_SECONDS)
