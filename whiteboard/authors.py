"""Who made something on a board that everybody sees: their cards, kept until an entry may have changed them."""

from __future__ import annotations

import time
from typing import NamedTuple

import msgspec

from polylogue.dialogues.cards import cards
from whiteboard.entrance import Visit
from whiteboard.kept import Kept
from whiteboard.models import Piece

# What no entry tells, as when an account is mended by hand, is seen after this.
KEPT_SECONDS = 60.0

Moment = tuple[str, int, int]
"""Where a board and its dialogue stand."""


class Cards(NamedTuple):
    moment: Moment
    until: float
    encoded: msgspec.Raw


_kept = Kept[Cards](32)


def of(visit: Visit) -> msgspec.Raw:
    """By person, as JSON: a hundred who come at once ask the database once."""
    moment = _moment(visit)

    def make() -> Cards:
        return Cards(moment, time.monotonic() + KEPT_SECONDS, _asked(visit))

    def holds(cards: Cards) -> bool:
        return cards.moment == moment and time.monotonic() <= cards.until

    return _kept.of(visit.board.pk, make, holds=holds).encoded


def _moment(visit: Visit) -> Moment:
    stream = visit.board.stream
    return stream.epoch, stream.head, visit.by.dialogue.stream.head


def _asked(visit: Visit) -> msgspec.Raw:
    pieces = Piece.objects.filter(board=visit.board, private_to=None)
    authors = {pk for (pk,) in pieces.values_list("by_id").distinct()}
    found = cards(visit.by.dialogue_id, authors)
    return msgspec.Raw(msgspec.json.encode({str(pk): card for pk, card in found.items()}))
