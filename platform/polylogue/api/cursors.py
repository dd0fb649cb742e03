"""Cursors: how far a program has read a stream, as an epoch and a number; it keeps them as they are."""

from __future__ import annotations

from typing import NamedTuple

from polylogue.api.refusals import Resync
from polylogue.log import reading
from polylogue.log.models import Entry


class Page(NamedTuple):
    entries: list[Entry]
    cursor: str
    more: bool


def page(stream: int, cursor: str, limit: int) -> Page:
    """The entries after a cursor; raises Resync if it is not one of the log as it is now."""
    head = reading.heads([stream])[stream]
    epoch, _, seq = cursor.partition(":")
    after = int(seq or 0)
    if epoch not in {"", head.epoch} or after > head.seq:
        raise Resync
    to = min(head.seq, after + limit)
    entries = reading.ranges({stream: (after, to)}) if to > after else []
    return Page(entries, f"{head.epoch}:{to}", to < head.seq)
