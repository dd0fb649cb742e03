"""The boards of a dialogue, for whoever can follow their rooms."""

from __future__ import annotations

from typing import Any, NamedTuple

from polylogue.dialogues.models import Participation
from rooms.models import Room
from whiteboard import labels, policies
from whiteboard.files import keeping
from whiteboard.models import Board
from whiteboard.patterns import SHIPPED
from whiteboard.patterns.template import Words
from whiteboard.permissions import Phase


class Choice(NamedTuple):
    """What a board can begin as, as a form has it."""

    name: str
    title: Words
    says: Words


def of(by: Participation) -> list[Board]:
    found = Board.objects.visible_to(by.person).filter(room__dialogue=by.dialogue)
    return list(
        found.select_related("room__dialogue").order_by("is_rooms_own", "room__position", "pk")
    )


def shown(by: Participation) -> dict[str, Any]:
    """The boards, and for the crew where and as what another one can begin."""
    boards = of(by)
    opens = by.may(policies.HOST) and not by.dialogue.is_archived
    return {
        "has_wall": _has_groups(by),
        "boards": [listed(board) for board in boards],
        "templates": templates(by) if opens else [],
        "own": list(keeping.usable(by).select_related("author")) if opens else [],
        "is_staff": by.person.is_staff,
        "rooms": _rooms(by, boards) if opens else [],
    }


def templates(by: Participation) -> list[Choice]:
    shipped = [Choice(one.name, one.title, one.says) for one in SHIPPED.values()]
    return [*shipped, *(Choice(one.sign, one.name, one.says) for one in keeping.usable(by))]


def listed(board: Board) -> dict[str, Any]:
    return {"board": board, "phase": labels.PHASES[Phase(board.phase)]}


def _has_groups(by: Participation) -> bool:
    rooms = Room.objects.visible_to(by.person).filter(dialogue=by.dialogue)
    return rooms.filter(kind=Room.Kind.GROUP).exists()


def _rooms(by: Participation, boards: list[Board]) -> list[Room]:
    """Open rooms that have no board of their own."""
    taken = {board.room_id for board in boards if board.is_rooms_own}
    rooms = Room.objects.visible_to(by.person).filter(dialogue=by.dialogue, closed_at=None)
    return [room for room in rooms if room.pk not in taken]
