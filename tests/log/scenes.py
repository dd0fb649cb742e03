"""Commands for the tests of the log, and a way to have several of them in one batch."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from polylogue.dialogues.entries import AnnouncementMade
from polylogue.log import journal, writer
from polylogue.log.intents import Intent, Receipt, digest
from polylogue.log.models import Entry, Stream
from polylogue.people.models import User

PATIENCE = 30.0


def command(
    by: User,
    act: Callable[[], Any],
    *streams: Stream,
    key: str = "",
    content: object = None,
    hot: bool = False,
    lane: int = 0,
) -> Intent:
    return Intent(
        act=act,
        actor=by.pk,
        streams=tuple(stream.pk for stream in streams),
        lane=lane,
        key=key or str(uuid.uuid4()),
        digest=digest(content),
        hot=hot,
    )


def say(stream: Stream, by: User, text: str, **how: Any) -> Intent:
    """A command that appends one entry with this text."""
    return command(by, lambda: append(stream, by, text), stream, content=text, **how)


def append(stream: Stream, by: User, text: str) -> None:
    journal.append(stream.pk, AnnouncementMade(text=text), by=by.pk)


def open_stream(
    by: User, rank: Stream.Rank = Stream.Rank.ROOM, root: Stream | None = None
) -> Stream:
    opened = writer.run(command(by, lambda: journal.open_stream(rank, root).pk))
    return Stream.objects.get(pk=opened.result)


def texts(stream: Stream) -> list[str]:
    """What the stream says, in order."""
    return [entry.data.get("text") for entry in Entry.objects.filter(stream=stream)]


def seqs(stream: Stream) -> list[int]:
    return list(Entry.objects.filter(stream=stream).values_list("seq", flat=True))


@contextmanager
def busy(by: User, lane: int = 0) -> Iterator[None]:
    """The lane is in the middle of a transaction: what is submitted meanwhile is the next batch."""
    begun, go = threading.Event(), threading.Event()

    def act() -> None:
        begun.set()
        go.wait(PATIENCE)

    first = writer.submit(command(by, act, lane=lane))
    assert begun.wait(PATIENCE)
    try:
        yield
    finally:
        go.set()
        first.result(PATIENCE)


def together(by: User, *intents: Intent) -> list[Receipt | BaseException]:
    """Has the commands written as one batch; what each was answered, in order."""
    with busy(by, intents[0].lane):
        answers = [writer.submit(intent) for intent in intents]
    outcomes = [answered(answer) for answer in answers]
    settle(by, intents[0].lane)
    return outcomes


def settle(by: User, lane: int = 0) -> None:
    """Waits until the doorbells of earlier commits were rung, which is after their answers.

    The first command may be written together with the last of them, the second comes after it.
    """
    for _ in range(2):
        writer.run(command(by, lambda: None, lane=lane))


def answered(answer: Future[Receipt]) -> Receipt | BaseException:
    return answer.exception(PATIENCE) or answer.result()
