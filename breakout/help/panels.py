"""The call for help on the page of a group's room."""

from __future__ import annotations

from typing import Any

from breakout.help import policies, queue
from breakout.help.models import WORDS_LENGTH
from rooms.entrance import Visit
from rooms.models import Room
from rooms.panels import on_stage


@on_stage("help/_stage.html", above=True)
def stage(visit: Visit) -> dict[str, Any] | None:
    return state(visit) if visit.room.kind == Room.Kind.GROUP else None


def state(visit: Visit) -> dict[str, Any]:
    """How the group's call stands, and what whoever looks can do about it."""
    is_open = visit.room.is_open and not visit.room.dialogue.is_archived
    return {
        "waiting": queue.of_room(visit.room) if is_open else None,
        "may_call": is_open and visit.by.may(policies.CALL),
        "may_answer": is_open and visit.by.may(policies.ANSWER),
        "words_length": WORDS_LENGTH,
    }
