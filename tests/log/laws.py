"""What must hold of any log, whatever was done to it; and a reader that asks for what is new."""

from __future__ import annotations

from collections.abc import Iterable

from polylogue.log import reading
from polylogue.log.intents import Receipt
from polylogue.log.models import Command, Entry, Stream


class Tail:
    """Follows a stream by asking for what comes after the last entry it saw."""

    def __init__(self, stream: int) -> None:
        self.stream = stream
        self.seen: list[int] = []

    def look(self) -> None:
        after = self.seen[-1] if self.seen else 0
        new = reading.ranges({self.stream: (after, 2**53)})
        self.seen += [entry.seq for entry in new]

    def saw_everything(self) -> bool:
        head = Stream.objects.get(pk=self.stream).head
        return self.seen == list(range(1, head + 1))


def is_gap_free(stream: int) -> bool:
    """Seqs are 1 to head, and head is their count."""
    head = Stream.objects.get(pk=stream).head
    found = Entry.objects.filter(stream=stream).order_by("seq").values_list("seq", flat=True)
    return list(found) == list(range(1, head + 1))


def places_of(text: str, streams: Iterable[int]) -> list[tuple[int, int]]:
    """Where a text stands in the streams."""
    entries = Entry.objects.filter(stream__in=list(streams), redacted_at=None)
    return [(e.stream_id, e.seq) for e in entries if e.data.get("text") == text]


def kept_commands(person: int) -> dict[str, tuple[int | None, int | None]]:
    """By key, the place each command was answered with."""
    found = Command.objects.filter(actor=person)
    return {c.key: (c.result["stream"], c.result["seq"]) for c in found}


def place(receipt: Receipt) -> tuple[int | None, int | None]:
    return receipt.stream, receipt.seq
