"""What the entries of boards show beside themselves, and how the log forgets what they say."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec
from django.db.models import Q

from polylogue.log.facts import Resolved, resolve_with
from polylogue.log.models import Entry
from whiteboard import rowing
from whiteboard.models import Board

SHOWS_PIECES = ("board.pieces_revealed", "board.pieces_restored")


@resolve_with(*SHOWS_PIECES)
def resolve_pieces(entries: list[Entry]) -> Resolved:
    """The pieces as they are now, for whoever has not had them; only to those who may see them."""
    named: dict[int, set[str]] = defaultdict(set)
    for entry in entries:
        named[entry.stream_id] |= set(entry.data["pieces"])
    boards = {board.stream_id: board for board in Board.objects.filter(stream__in=named)}
    found = {
        stream: {piece.name: piece for piece in rowing.pieces_of(board, Q(name__in=named[stream]))}
        for stream, board in boards.items()
    }
    shown: Resolved = {}
    for entry in entries:
        there = found.get(entry.stream_id, {})
        mine = [there[name] for name in entry.data["pieces"] if name in there]
        seen = [piece for piece in mine if piece.private_to in (None, entry.person_id)]
        shown[entry.stream_id, entry.seq] = {"now": [as_shown(piece) for piece in seen]}
    return shown


def as_shown(piece: Any) -> dict[str, Any]:
    """A piece as browsers get it: what it has none of is left out."""
    said: dict[str, Any] = msgspec.to_builtins(piece)
    return {name: value for name, value in said.items() if value not in ("", None, {}, [])}
