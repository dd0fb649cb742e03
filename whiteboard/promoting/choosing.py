"""Where somebody may put something from elsewhere."""

from __future__ import annotations

from django.db.models import Q

from polylogue.dialogues.models import Participation
from rooms.promotions.sources import Offered
from whiteboard import doing, permissions, policies, rowing
from whiteboard.deciding import MOST_PIECES, Case
from whiteboard.entrance import Visit
from whiteboard.models import Board
from whiteboard.pieces import Kind, Piece


def boards(by: Participation, offered: Offered) -> list[Board]:
    """Those on which this person can put a card now, that it may go to."""
    return [board for board in open_to(by) if offered.may_go_to(board.room)]


def open_to(by: Participation) -> list[Board]:
    if not by.may(policies.CONTRIBUTE) or by.dialogue.is_archived:
        return []
    found = Board.objects.visible_to(by.person).filter(
        room__dialogue=by.dialogue_id, room__closed_at=None
    )
    found = found.select_related("room__dialogue", "stream")
    return [board for board in found.order_by("is_rooms_own", "pk") if takes_cards(board, by)]


def takes_cards(board: Board, by: Participation) -> bool:
    state = rowing.state_of(board, 0)
    lock = Case(state, Visit(board, by).who, "").lock_of(None)
    refusal = permissions.refusal(doing.role_of(by), "create_piece", state.phase, lock, owns=True)
    return refusal is None and not state.rules.is_private and state.live < MOST_PIECES


def lanes(board: Board) -> list[Piece]:
    state = rowing.state_of(board, 0)
    found = rowing.pieces_of(board, Q(kind=Kind.LANE, deleted_by=None))
    state.pieces = {piece.name: piece for piece in found}
    return state.neighbours(Kind.LANE, "")
