"""Faults that can be planted in the product's code; the checker must find each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

EVERY = 17
FAULTS: dict[str, Callable[[], None]] = {}


def fault(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    def declare(plant: Callable[[], None]) -> Callable[[], None]:
        FAULTS[name] = plant
        return plant

    return declare


class Every:
    """True each n-th time."""

    def __init__(self, n: int = EVERY) -> None:
        self.n, self.times = n, 0

    def __call__(self) -> bool:
        self.times += 1
        return self.times % self.n == 0


def _texts(change: Callable[[list[str]], list[str]]) -> None:
    """Has the texts of a frame's entries changed before they are put into the frame."""
    from rooms.feed import Encoder

    real = Encoder.text

    def text(self: Any, run: list[Any], after: int, to: int) -> str:
        from types import SimpleNamespace

        texts = change([one.text for one in run])
        return real(self, [SimpleNamespace(text=t, people=()) for t in texts], after, to)

    Encoder.text = text  # type: ignore[method-assign]


@fault("drop")
def drop() -> None:
    """One of n entries is left out of its frame, whose `to` covers it."""
    is_due = Every()
    _texts(lambda texts: [t for t in texts if not is_due()])


@fault("duplicate")
def duplicate() -> None:
    """Some messages are written twice."""
    from chat import actions

    is_due, real = Every(), actions.post_message

    def post_message(*args: Any, **how: Any) -> None:
        real(*args, **how)
        if is_due():
            real(*args, **how)

    actions.post_message = post_message


@fault("swap")
def swap() -> None:
    """Two neighbours in a frame change places."""
    _texts(lambda texts: [*texts[:-2], texts[-1], texts[-2]] if len(texts) > 1 else texts)


@fault("early-ok")
def early_ok() -> None:
    """Some batches are acknowledged and then not committed."""
    from django.db import transaction

    from polylogue.log import writer

    is_due, real = Every(5), writer._transact

    class Taken(Exception):
        pass

    def transact(intents: list[Any]) -> Any:
        kept: list[Any] = []
        try:
            with transaction.atomic():
                kept.append(real(intents))
                if is_due():
                    raise Taken
        except Taken:
            pass
        return kept[0]

    writer._transact = transact


@fault("hole")
def hole() -> None:
    """A number is skipped now and then."""
    from polylogue.log import journal

    is_due, real = Every(), journal.append

    def append(stream: int, *args: Any, **how: Any) -> Any:
        if is_due():
            journal.current().heads[stream] += 1
        return real(stream, *args, **how)

    journal.append = append


@fault("divergent")
def divergent() -> None:
    """Somebody is shown another text than the others."""
    is_due = Every()
    _texts(lambda texts: [t.replace("message", "massage") if is_due() else t for t in texts])


@fault("missing-row")
def missing_row() -> None:
    """The transcript passes over an entry."""
    from polylogue.transcripts.telling import Teller

    is_due, real = Every(40), Teller._is_told
    Teller._is_told = lambda self, entry: real(self, entry) and not is_due()  # type: ignore[method-assign]


@fault("wrong-room")
def wrong_room() -> None:
    """Some messages land in another room of the dialogue."""
    import msgspec

    from rooms import commands
    from rooms.models import Room

    is_due, real = Every(), commands.intent

    def intent(command: Any, **how: Any) -> Any:
        if command.name == "chat.post_message" and is_due():
            other = Room.objects.filter(dialogue=how["dialogue"]).exclude(stream=command.stream)
            command = msgspec.structs.replace(command, stream=_elsewhere(other))
        return real(command, **how)

    commands.intent = intent


def _elsewhere(rooms: Any) -> int:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return int(pool.submit(lambda: rooms.first().stream_id).result())


@fault("late-revocation")
def late_revocation() -> None:
    """The hub goes on delivering to somebody who was detached."""
    from rooms import revocation

    revocation._detach = lambda *_: None  # type: ignore[assignment]


@fault("leak")
def leak() -> None:
    """The hub keeps sockets that are gone."""
    from rooms.live import Hub

    Hub.close = lambda self, line: None  # type: ignore[method-assign]


@fault("beyond-head")
def beyond_head() -> None:
    """A frame says that it reaches one entry further than it does."""
    from rooms.feed import Encoder

    is_due, real = Every(), Encoder.text
    Encoder.text = lambda self, run, after, to: real(self, run, after, to + is_due())  # type: ignore[method-assign]


@fault("stale-view")
def stale_view() -> None:
    """Whoever comes later is shown what a message said before it was corrected."""
    from rooms.feed import Feed

    Feed.touched_by = lambda self, new: set()  # type: ignore[method-assign]
