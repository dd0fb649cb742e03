"""Gathering chosen cards on a board of the plenary: each once, however often it is asked for."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from rooms.promotions import sources
from whiteboard import rowing
from whiteboard.models import Board
from whiteboard.promoting import filling, putting
from whiteboard.promoting.putting import Wish
from whiteboard.promoting.refusals import IsThereAlready
from whiteboard.wall import cards

MOST = 200
SAME = uuid.UUID("5bdb6c0d-6d30-4d0a-9f8a-0c6f1f0d7a11")


@dataclass
class Brought:
    """How many came, how many lay there already, and why others did not come."""

    came: int = 0
    there: int = 0
    kept: list[Refusal] = field(default_factory=list)


def bring(
    by: Participation, places: Iterable[str], board: Board, lane: str, *, key: str
) -> Brought:
    """Those that cannot come keep nobody else from it."""
    places = list(dict.fromkeys(places))
    if not places:
        raise Invalid(_("Choose at least one card first."))
    if len(places) > MOST:
        raise Invalid(_("At most 200 cards can be gathered at once."))
    brought = Brought()
    for place in places:
        try:
            _bring(by, place, board, lane, key=str(uuid.uuid5(SAME, f"{key} {place}")))
        except IsThereAlready:
            brought.there += 1
        except Refusal as refusal:
            brought.kept.append(refusal)
        else:
            brought.came += 1
    return brought


def _bring(by: Participation, place: str, board: Board, lane: str, *, key: str) -> None:
    if place.startswith(f"{board.pk}-"):
        raise NotFound
    offered = sources.of(cards.KIND, place).offer(by, place)
    words = filling.filled(rowing.state_of(board, 0).card, offered.words_in(board.room))
    putting.put(by, Wish(cards.KIND, place, board.pk, lane, words), key=key)
