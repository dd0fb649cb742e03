"""Versions of a board that have a name: all that shows them stands in their rows."""

from __future__ import annotations

from typing import Any

import msgspec

from polylogue.log.models import Entry
from whiteboard.models import Board, Version
from whiteboard.permissions import Phase
from whiteboard.pieces import Piece
from whiteboard.resolving import as_shown
from whiteboard.state import CardField, Rules, State


class Content(msgspec.Struct, frozen=True):
    """A board as everybody sees it, for its row."""

    title: str
    phase: Phase
    rules: Rules
    card: tuple[CardField, ...]
    totals: dict[str, int]
    pieces: list[Piece]


def made(board: Board, state: State, entry: Entry, label: str) -> Version:
    """The row of a version, from a state in which all pieces are known."""
    return Version(
        board=board,
        seq=entry.seq,
        label=label,
        by_id=entry.actor_id,
        at=entry.at,
        content=content(state),
    )


def content(state: State) -> dict[str, Any]:
    seen = [p for p in state.pieces.values() if p.is_live and p.private_to is None]
    said = Content(
        title=state.title,
        phase=state.phase,
        rules=state.rules,
        card=state.card,
        totals={} if state.hides_totals else state.totals,
        pieces=sorted(seen, key=lambda piece: piece.name),
    )
    shown = {**msgspec.structs.asdict(said), "pieces": list(map(as_shown, said.pieces))}
    row: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(shown))
    return row


def state_of(version: Version) -> State:
    """The board again as it was."""
    kept = msgspec.convert(version.content, Content)
    return State(
        title=kept.title,
        phase=kept.phase,
        rules=kept.rules,
        card=kept.card,
        seq=version.seq,
        totals=kept.totals,
        pieces={piece.name: piece for piece in kept.pieces},
    )


def of(board: Board) -> list[Version]:
    """Newest first, without what is in them."""
    return list(Version.objects.filter(board=board).select_related("by").defer("content"))
