"""`polylogue worker`: background work in a process of its own."""

from __future__ import annotations

import logging
import signal
from types import FrameType

from polylogue.jobs.worker import Worker
from polylogue.log import writer

log = logging.getLogger("polylogue.jobs")


def run() -> int:
    worker = Worker()

    def leave(number: int, frame: FrameType | None) -> None:
        worker.leaving.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    log.info("at work")
    worker.run()
    writer.drain(10.0)
    return 0
