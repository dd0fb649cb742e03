"""A picture is kept for a board. The operation that lays it comes after."""

from __future__ import annotations

from django.conf import settings

from polylogue.dialogues.models import Participation
from polylogue.kit.uploads import limits
from polylogue.log import journal
from rooms import guards
from rooms.actions import require_inside
from whiteboard import doing, policies
from whiteboard.deciding import Actor, Case
from whiteboard.models import Board
from whiteboard.pictures.models import Picture


def keep(board: Board, by: Participation, picture: Picture) -> str:
    """Keeps it; refuses whoever may put nothing there now, or brings too much."""
    require_inside(board.room, by, policies.CONTRIBUTE)
    guards.ask_to_speak(board.room, by)
    state = doing.holding(board.stream_id).state
    Case(state, Actor(by.person_id, doing.role_of(by)), "").ask("create_piece")
    lately = Picture.objects.filter(
        owner=by.person_id, uploaded_at__gt=journal.now() - limits.COUNTED_OVER
    )
    if lately.count() >= settings.ATTACHMENTS_PER_HOUR:
        raise limits.TooMany
    picture.uploaded_at = journal.now()
    picture.save(force_insert=True)
    return str(picture.pk)
