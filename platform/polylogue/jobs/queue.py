"""Putting work into the database and taking it out, one worker at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.db import models
from django.db.models import F
from django.utils import timezone

from polylogue.jobs.models import Job, JobQuerySet
from polylogue.jobs.tasks import KINDS, Task
from polylogue.log import journal

LONGEST_PAUSE = timedelta(hours=1)
LOOKED_AT = 8
# What is due in history (`journal.dated`) is in the hands of whoever writes it, not of a worker.
HISTORY = datetime(9000, 1, 1, tzinfo=UTC)


def enqueue(task: Task, *, at: datetime | None = None) -> Job:
    """Has a task done when the caller's transaction is committed, not before `at`."""
    return Job.objects.create(
        kind=task.kind,
        args=msgspec.to_builtins(task),
        due_at=at or timezone.now(),
        held_until=_hands(),
    )


def enqueue_once(name: str, task: Task, *, at: datetime | None = None) -> None:
    """The same, unless a job of this name was ever asked for."""
    job = Job(
        name=name, kind=task.kind, args=msgspec.to_builtins(task), due_at=at or timezone.now()
    )
    Job.objects.bulk_create([job], ignore_conflicts=True)


def put_off(job: int, at: datetime) -> bool:
    """Moves a job to another time; false if it is done already."""
    waiting = Job.objects.waiting().filter(pk=job)
    again = {"version": F("version") + 1, "held_until": _hands(), "tries": 0}
    return bool(waiting.update(due_at=at, **again))


def cancel(job: int) -> bool:
    """Takes a job back; false if it is done already."""
    deleted, _ = Job.objects.waiting().filter(pk=job).delete()
    return bool(deleted)


def take(*, slow: bool | None = None) -> Job | None:
    """The next job, in this worker's hands for as long as its kind may hold it.

    `slow`: only those kinds that are slow, or that are not; without it whatever is next.
    """
    for job in _ready(slow)[:LOOKED_AT]:
        until = timezone.now() + (KINDS[job.kind].hold if job.kind in KINDS else Task.hold)
        if _held(job).update(tries=F("tries") + 1, held_until=until):
            job.tries, job.held_until = job.tries + 1, until
            return job
    return None


def _ready(slow: bool | None) -> JobQuerySet:
    ready = Job.objects.ready()
    if slow is None:
        return ready
    kinds = [name for name, kind in KINDS.items() if kind.slow]
    return ready.filter(kind__in=kinds) if slow else ready.exclude(kind__in=kinds)


def of_history(lane: int, until: datetime) -> Job | None:
    """The next job that history left in a dialogue and that was due by then."""
    kept = Job.objects.waiting().filter(held_until=HISTORY, args__lane=lane)
    return kept.filter(due_at__lte=until).first()


def hold_on(job: Job) -> None:
    """Keeps a job in this worker's hands for as long again; raises Lost if it is in others by now."""
    until = timezone.now() + KINDS[job.kind].hold
    if not _held(job).update(held_until=until):
        raise Lost(f"{job} was taken over")


def cross(job: Job) -> None:
    """From here on the job is not repeated: if its worker dies now, nobody knows what was done.

    Raises Lost if the job is not in this worker's hands any more.
    """
    job.crossed_at = timezone.now()
    if not _held(job).update(crossed_at=job.crossed_at):
        raise Lost(f"{job} was taken over")


def finish(job: Job) -> None:
    _held(job).update(done_at=timezone.now(), held_until=None, problem="", **_forgotten(job))


def put_back(job: Job, problem: str) -> None:
    """Has the job tried again after a pause that doubles each time."""
    pause = min(timedelta(seconds=2**job.tries), LONGEST_PAUSE)
    _held(job).update(
        due_at=timezone.now() + pause, held_until=None, crossed_at=None, problem=problem
    )


def give_up(job: Job, problem: str) -> None:
    """Sets the job aside, where `polylogue doctor` shows it."""
    _held(job).update(
        given_up_at=timezone.now(), held_until=None, problem=problem, **_forgotten(job)
    )


def _hands() -> datetime | None:
    return HISTORY if journal.is_history() else None


def _forgotten(job: Job) -> dict[str, Any]:
    kind = KINDS.get(job.kind)
    return {"args": {}} if kind and kind.forgets else {}


class Lost(Exception):
    """The job is in other hands, or was put off."""


def _held(job: Job) -> models.QuerySet[Job]:
    return Job.objects.waiting().filter(pk=job.pk, tries=job.tries, version=job.version)
