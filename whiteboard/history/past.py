"""A board as it stood at any of its entries, replayed from its stream.

States share the pieces that they have in common, and a few of each board stay in memory, so that
whoever goes through its moments one by one waits for the first of them at most.
"""

from __future__ import annotations

import copy
import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from polylogue.log.facts import KINDS
from polylogue.log.models import Entry
from polylogue.texts.blotting import BLOT
from whiteboard.entries import BoardFact, VoteCast
from whiteboard.models import Board
from whiteboard.pieces import Piece
from whiteboard.state import State

KEPT = 96
EVERY = 4096
PAGE = 2000

Place = tuple[int, str, int, int]
"""Of which board, in which life of its stream, forgotten how often, at which entry."""


class Then(NamedTuple):
    """A board at an entry, and the pieces in whose past something was removed for good."""

    state: State
    blotted: frozenset[str]


_kept: OrderedDict[Place, Then] = OrderedDict()
_lock = threading.Lock()


def at(board: Board, seq: int) -> Then:
    """The board after this entry, with everybody's pieces; show each only to who may see it."""
    stands = _stands(board)
    begin, then = _nearest(stands, seq)
    if begin < seq:
        then = _played(board, stands, begin, then, seq)
    return then


def to_return_to(board: Board, seq: int) -> dict[str, Piece]:
    """The pieces at an entry, without the blots where words were removed for good."""
    then = at(board, seq)
    return then.state.pieces | {
        name: _clean(then.state.pieces[name]) for name in then.blotted if name in then.state.pieces
    }


def facts(board: Board, after: int, to: int) -> Iterator[tuple[int, int, BoardFact, bool]]:
    """What happened on a board, in order: number, whose it is, the fact, and whether it was removed."""
    columns = ("seq", "actor_id", "kind", "data", "redacted_at")
    for start in range(after, to, PAGE):
        span = (start + 1, min(start + PAGE, to))
        found = Entry.objects.filter(stream=board.stream_id, seq__range=span).order_by("seq")
        for seq, by, kind, data, redacted in found.values_list(*columns):
            if fact := fact_of(kind, data):
                yield seq, by, fact, redacted is not None


def fact_of(kind: str, data: object) -> BoardFact | None:
    """What an entry says of a board, if it says anything of it (still)."""
    known = KINDS.get(kind)
    if known is None or not issubclass(known, BoardFact):
        return None
    try:
        return msgspec.convert(data, known)
    except msgspec.ValidationError:
        return None


def _played(board: Board, stands: Place, begin: int, then: Then, seq: int) -> Then:
    state, blotted = forked(then.state), set(then.blotted)
    for number, by, fact, is_removed in facts(board, begin, seq):
        if is_removed:
            blotted |= set(fact.pieces_named())
        if not isinstance(fact, VoteCast):
            fact.apply(state, (number, by))
        state.seq = number
        if number % EVERY == 0:
            _keep(stands, number, Then(forked(state), frozenset(blotted)))
    state.seq = seq
    made = Then(state, frozenset(blotted))
    _keep(stands, seq, made)
    return made


def forked(state: State) -> State:
    """One that goes on from here: pieces are copied when they change (State.change)."""
    made = copy.copy(state)
    made.pieces, made.totals, made.led = dict(state.pieces), dict(state.totals), {}
    return made


def _stands(board: Board) -> Place:
    found = Board.objects.values_list("stream__epoch", "forgotten")
    epoch, forgotten = found.get(pk=board.pk)
    return board.pk, epoch, forgotten, 0


def _nearest(stands: Place, seq: int) -> tuple[int, Then]:
    with _lock:
        known = [place for place in _kept if place[:3] == stands[:3] and place[3] <= seq]
        if not known:
            return 0, Then(State(), frozenset())
        nearest = max(known, key=lambda place: place[3])
        _kept.move_to_end(nearest)
        return nearest[3], _kept[nearest]


def _keep(stands: Place, seq: int, then: Then) -> None:
    with _lock:
        _kept[(*stands[:3], seq)] = then
        while len(_kept) > KEPT:
            _kept.popitem(last=False)


def _clean(piece: Piece) -> Piece:
    cleaned = copy.copy(piece)
    cleaned.fields = {
        name: value.replace(BLOT, "") if isinstance(value, str) else value
        for name, value in piece.fields.items()
    }
    return cleaned
