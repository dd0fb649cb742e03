"""The worker: a thread in the server, or a process of its own, that does what is due."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import msgspec
from django.db import connection
from django.utils import timezone

from polylogue.jobs import queue, tasks
from polylogue.jobs.models import Job
from polylogue.kit.refusals import Refusal
from polylogue.log.intents import Unknown

log = logging.getLogger("polylogue.jobs")

PAUSE_SECONDS = 0.5
PAUSE_AFTER_FAULT_SECONDS = 5.0
SLOW_SECONDS = 2.0  # to end what it has; whatever it has not ended is done again


class Worker:
    """Takes jobs one by one until it is told to leave; then it ends the one it has.

    What is slow is done meanwhile in a second thread.
    """

    def __init__(self) -> None:
        self.leaving = threading.Event()
        self.today = ""

    def run(self) -> None:
        aside = threading.Thread(
            target=self._go_on, args=(self._slow_step,), name="worker-slow", daemon=True
        )
        aside.start()
        self._go_on(lambda: self.step(slow=False))
        aside.join(SLOW_SECONDS)

    def _go_on(self, step: Callable[[], bool]) -> None:
        while not self.leaving.is_set():
            try:
                busy = step()
            except Exception:
                log.exception("the worker will go on in %s s", PAUSE_AFTER_FAULT_SECONDS)
                connection.close()
                self.leaving.wait(PAUSE_AFTER_FAULT_SECONDS)
            else:
                if not busy:
                    self.leaving.wait(PAUSE_SECONDS)
        connection.close()

    def step(self, *, slow: bool | None = None) -> bool:
        """Does the next job; false if there is none, and it did what can be done at any time."""
        self._plan_the_day()
        job = queue.take(slow=slow)
        if job is None:
            for work in tasks.IDLE:
                _at_leisure(work)
            return False
        do(job)
        return True

    def _slow_step(self) -> bool:
        job = queue.take(slow=True)
        if job is not None:
            do(job)
        return job is not None

    def _plan_the_day(self) -> None:
        today = timezone.now().date().isoformat()
        if today != self.today:
            for daily in tasks.DAILY:
                queue.enqueue_once(f"daily:{daily.kind}:{today}", daily())
            self.today = today


def _at_leisure(work: Callable[[], None]) -> None:
    """One that cannot go on keeps no other from it."""
    try:
        work()
    except Exception:
        log.exception("%s could not go on", work.__module__)
        connection.close_if_unusable_or_obsolete()


def do(job: Job) -> None:
    """Runs a job that is in our hands, and says in its row how it went."""
    try:
        task = tasks.parse(job.kind, job.args)
    except (KeyError, msgspec.ValidationError) as problem:
        queue.give_up(job, f"this server does not understand it: {problem}")
        return
    if job.crossed_at:
        queue.give_up(job, "the worker died during its last step; it may be done or not")
        return
    if task.slow and job.tries > task.tries:
        _give_up(job, task, "the worker died each time: it may be more than this machine can do")
        return
    try:
        task.run(job)
    except queue.Lost as problem:
        log.warning("%s", problem)
    except Exception as problem:
        _failed(job, task, problem)
    else:
        queue.finish(job)


def _failed(job: Job, task: tasks.Task, problem: Exception) -> None:
    final = isinstance(problem, Refusal) and not isinstance(problem, Unknown)
    said = f"{type(problem).__name__}: {problem}"
    if final or job.tries >= task.tries:
        _give_up(job, task, said)
    else:
        log.warning("%s is tried again later: %s", job, said)
        queue.put_back(job, said)


def _give_up(job: Job, task: tasks.Task, said: str) -> None:
    log.error("%s is given up: %s", job, said)
    task.given_up(job)
    queue.give_up(job, said)


def thread() -> tuple[Worker, threading.Thread]:
    """A worker at work in a thread of this process."""
    worker = Worker()
    runs = threading.Thread(target=worker.run, name="worker", daemon=True)
    runs.start()
    return worker, runs
