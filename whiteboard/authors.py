"""Who made something on a board that everybody sees: their cards, kept until an entry may have changed them."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import NamedTuple

import msgspec

from polylogue.dialogues.cards import cards
from whiteboard.entrance import Visit
from whiteboard.models import Piece

BOARDS_KEPT = 32
# What no entry tells, as when an account is mended by hand, is seen after this.
KEPT_SECONDS = 60.0

Moment = tuple[str, int, int]
"""Where a board and its dialogue stand."""


class Cards(NamedTuple):
    moment: Moment
    until: float
    encoded: msgspec.Raw


_kept: OrderedDict[int, Cards] = OrderedDict()
_asking = threading.Lock()


def of(visit: Visit) -> msgspec.Raw:
    """By person, as JSON: a hundred who come at once ask the database once."""
    board, moment = visit.board.pk, _moment(visit)
    with _asking:
        kept = _kept.get(board)
        if kept is None or kept.moment != moment or kept.until < time.monotonic():
            kept = Cards(moment, time.monotonic() + KEPT_SECONDS, _asked(visit))
            _kept[board] = kept
            if len(_kept) > BOARDS_KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(board)
        return kept.encoded


def _moment(visit: Visit) -> Moment:
    stream = visit.board.stream
    return stream.epoch, stream.head, visit.by.dialogue.stream.head


def _asked(visit: Visit) -> msgspec.Raw:
    pieces = Piece.objects.filter(board=visit.board, private_to=None)
    authors = {pk for (pk,) in pieces.values_list("by_id").distinct()}
    found = cards(visit.by.dialogue_id, authors)
    return msgspec.Raw(msgspec.json.encode({str(pk): card for pk, card in found.items()}))
