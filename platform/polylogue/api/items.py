"""Entries as they may be passed on: to programs that ask, and to webhooks."""

from __future__ import annotations

from typing import Any

from polylogue.log.models import Entry
from polylogue.search import leaving
from polylogue.search.leaving import Left


def may_leave(dialogue: int, entries: list[Entry]) -> list[dict[str, Any]]:
    """Of each entry that it happened, and of what was said with it what may leave its room."""
    said = leaving.of(dialogue, entries)
    return [_item(entry, said) for entry in entries]


def _item(entry: Entry, said: dict[leaving.Place, Left | None]) -> dict[str, Any]:
    place = entry.stream_id, entry.seq
    left = said.get(place)
    return {
        "stream": entry.stream_id,
        "seq": entry.seq,
        "kind": entry.kind,
        "at": entry.at.isoformat(timespec="milliseconds"),
        "said": {"text": left.text, "rule": left.rule, "author": left.author} if left else None,
        "stays": place in said and left is None,
    }
