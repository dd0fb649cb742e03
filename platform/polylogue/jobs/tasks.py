"""Kinds of background work: each is a typed struct that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import msgspec
from django.contrib.auth import get_user_model

from polylogue.log import writer
from polylogue.log.intents import Intent

if TYPE_CHECKING:
    from polylogue.jobs.models import Job


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a job does. Run again after a fault, so running twice must do no harm."""

    kind: ClassVar[str]
    hold: ClassVar[timedelta] = timedelta(seconds=60)
    """How long one try may take; after that another worker takes it for dead."""
    tries: ClassVar[int] = 10
    forgets: ClassVar[bool] = False
    """Whether its args are wiped when it is done, because they are nobody's business."""
    slow: ClassVar[bool] = False
    """Whether it takes long, or waits for servers elsewhere: a thread of its own does it, and no
    timer waits for it."""

    def run(self, job: Job) -> None:
        raise TypeError(f"{self.kind} does nothing")

    def given_up(self, job: Job) -> None:
        """Says where it was asked for that nobody tries it any more."""


class DueAction(Task, frozen=True):
    """A command that the system gives at a set time: a timer, a reminder.

    It goes through the writer under a key made of job and version, so that it is done once,
    whatever happens to workers; one that was put off meanwhile does nothing.
    """

    hold: ClassVar[timedelta] = timedelta(seconds=5)  # people wait for it if a worker was killed
    lane: int

    def streams(self) -> tuple[int, ...]:
        return (self.lane,)

    def act(self, by: int) -> Any:
        raise TypeError(f"{self.kind} does nothing")

    def run(self, job: Job) -> None:
        system: int = (
            get_user_model()._default_manager.values_list("pk", flat=True).get(is_system=True)
        )

        def act() -> Any:
            still_so = type(job).objects.waiting().filter(pk=job.pk, version=job.version)
            return self.act(system) if still_so.exists() else None

        intent = Intent(
            act=act,
            actor=system,
            streams=self.streams,
            lane=self.lane,
            key=f"timer:{job.pk}:{job.version}",
        )
        writer.run(intent)


T = TypeVar("T", bound=type[Task])
KINDS: dict[str, type[Task]] = {}
DAILY: list[type[Task]] = []
IDLE: list[Callable[[], None]] = []


def task(kind: str, *, daily: bool = False) -> Callable[[T], T]:
    """Declares a struct as a kind of work; a daily one is done once a day, at no set time."""

    def declare(struct: T) -> T:
        if kind in KINDS or not struct.__doc__:
            raise TypeError(f"{kind} is declared twice or has no docstring")
        struct.kind = kind
        KINDS[kind] = struct
        if daily:
            DAILY.append(struct)
        return struct

    return declare


def when_idle(work: Callable[[], None]) -> Callable[[], None]:
    """Declares what a worker does a little of, again and again, while no job is due."""
    IDLE.append(work)
    return work


def parse(kind: str, args: dict[str, Any]) -> Task:
    """The task of a stored job; raises KeyError or `msgspec.ValidationError`."""
    return msgspec.convert(args, KINDS[kind])
