"""Boards on a room page: the way to the room's own, and to those of the whole dialogue."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from rooms.entrance import Visit
from rooms.models import Room
from rooms.panels import at_side
from whiteboard import listing, policies
from whiteboard.models import Board


@at_side("boards", "whiteboard/_panel.html", title=_("Boards"), icon="pin")
def side(visit: Visit) -> dict[str, Any] | None:
    """The room may be none in particular (rooms.blank): then only those of the dialogue are there."""
    room, by = visit.room, visit.by
    if not by.may(policies.SEE):
        return None
    boards = Board.objects.visible_to(by.person).filter(room__dialogue=room.dialogue)
    here = [board for board in boards.select_related("room__dialogue") if _is_here(board, room)]
    has_own = any(board.is_rooms_own and board.room_id == room.pk for board in here)
    opens = by.may(policies.HOST) and room.is_open and not room.dialogue.is_archived
    return {
        "boards": [listing.listed(board) for board in here],
        "templates": listing.templates(by) if opens and not has_own else [],
    }


def _is_here(board: Board, room: Room) -> bool:
    return board.room_id == room.pk or not board.is_rooms_own
