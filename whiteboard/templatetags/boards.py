"""Boards on the pages of a dialogue."""

from __future__ import annotations

from django import template

from polylogue.dialogues.models import Participation
from whiteboard import policies
from whiteboard.models import Board

register = template.Library()


@register.filter
def sees_boards(by: Participation) -> bool:
    """Whether there is a board to be seen, or could be."""
    boards = Board.objects.visible_to(by.person).filter(room__dialogue=by.dialogue_id)
    return by.may(policies.HOST) or boards.exists()
