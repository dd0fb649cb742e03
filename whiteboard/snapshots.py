"""A board as a whole over HTTP: what everybody sees is made once for each revision, and compressed."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from typing import Any, NamedTuple

import msgspec
from django.db.models import Q

from polylogue.log.reading import Head
from rooms import steady
from whiteboard import authors, labels, permissions, rowing
from whiteboard.entrance import Visit
from whiteboard.models import Board
from whiteboard.resolving import as_shown

BOARDS_KEPT = 32
LEVEL = 6


class Snapshot(NamedTuple):
    head: Head
    packed: bytes

    @property
    def tag(self) -> str:
        """Names this revision, also after a backup was restored."""
        return f'"{self.head.epoch}-{self.head.seq}"'


_kept: OrderedDict[int, Snapshot] = OrderedDict()
_making = threading.Lock()


def of(board: Board) -> Snapshot:
    """The board as everybody sees it, as it stood when this row was read with its stream, or later."""
    head = Head(board.stream.epoch, board.stream.head)
    with _making:
        kept = _kept.get(board.pk)
        if kept is None or kept.head.epoch != head.epoch or kept.head.seq < head.seq:
            kept = _made(board.pk)
            _kept[board.pk] = kept
            if len(_kept) > BOARDS_KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(board.pk)
        return kept


def _made(pk: int) -> Snapshot:
    stream = Board.objects.values_list("stream_id", flat=True).get(pk=pk)
    heads, content = steady.read([stream], lambda heads: _content(pk, heads[stream]))
    return Snapshot(heads[stream], gzip.compress(msgspec.json.encode(content), LEVEL, mtime=0))


def _content(pk: int, head: Head) -> dict[str, Any]:
    board = Board.objects.get(pk=pk)
    everybodys = Q(deleted_by=None, private_to=None)
    state = rowing.state_of(board, head.seq)
    return {
        "stream": board.stream_id,
        "epoch": head.epoch,
        "seq": head.seq,
        "title": board.title,
        "phase": state.phase,
        "rules": state.rules,
        "round": state.round,
        "totals": {} if state.hides_totals else state.totals,
        "card": [
            {
                "name": one.name,
                "most": one.most,
                "label": str(labels.of_field(one.name, state.card)),
            }
            for one in state.card
        ],
        "pieces": [as_shown(piece) for piece in rowing.pieces_of(board, everybodys)],
    }


def mine(visit: Visit) -> dict[str, Any]:
    """What only this person sees of a board, and the cards of everybody who made something on it."""
    board, person = visit.board, visit.by.person_id
    own = Q(deleted_by=None, private_to=person)
    dots = rowing.dots_of(board, Q(person=person, round=board.round))
    return {
        "pieces": [as_shown(piece) for piece in rowing.pieces_of(board, own)],
        "dots": {name: n for (_, _, name), n in dots.items()},
        "role": visit.who.role,
        "permits": permissions.permits(visit.who.role),
        "is_open": visit.is_open,
        "people": authors.of(visit),
    }
