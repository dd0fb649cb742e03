"""What the log forgets is forgotten in the past of a board too: in its versions, and in what is in memory."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from polylogue.log import facts
from polylogue.log.models import Entry
from whiteboard.forgetting import SAYS, TITLES, keep
from whiteboard.history import past, versions
from whiteboard.models import Board, Version
from whiteboard.state import State

NAMES = "board.version_named"


@facts.keep_with(NAMES)
def keep_label(entry: Entry) -> dict[str, Any]:
    return keep(entry)


@facts.forget_with(NAMES)
def forget_label(entry: Entry) -> None:
    named = Version.objects.filter(board__stream=entry.stream_id, seq=entry.seq)
    named.update(label=keep(entry)["label"])


@facts.forget_with(*SAYS, *TITLES)
def forget(entry: Entry) -> None:
    """Each version since is made anew, with blots where the words were."""
    board = Board.objects.get(stream=entry.stream_id)
    Board.objects.filter(pk=board.pk).update(forgotten=F("forgotten") + 1)
    later = list(Version.objects.filter(board=board, seq__gte=entry.seq).order_by("seq"))
    if not later:
        return
    state, begin = State(), 0
    for version in later:
        for seq, by, fact, _ in past.facts(board, begin, version.seq):
            told = fact.blotted() if seq == entry.seq else fact
            told.apply(state, (seq, by))
        begin = version.seq
        version.content = versions.content(state)
        version.save(update_fields=["content"])
