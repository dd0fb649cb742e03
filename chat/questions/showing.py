"""What a room page shows of questions: a panel at the side, and above the conversation the one of now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat import panels
from chat.questions import answering, policies, reading, standing
from chat.questions.models import LENGTH, REASON_LENGTH, Desk
from chat.questions.standing import State
from rooms.entrance import Visit
from rooms.panels import at_side, on_stage


@at_side("questions", "questions/_panel.html", title=_("Questions"), icon="question")
def panel(visit: Visit) -> dict[str, Any]:
    """Its tab is hidden in the browser until the room was opened for questions once."""
    desk = visit.once(_desk)
    lines, more = reading.lines(visit.room, visit.by, desk)
    return {
        "desk": desk,
        "state": _state(desk),
        "waiting": [line for line in lines if line.question.state == State.WAITING],
        "lines": [line for line in lines if line.question.state != State.WAITING],
        "more": more,
        "open": sum(line.question.state in {State.WAITING, State.OPEN} for line in lines),
        "may_speak": visit.by.may(policies.ASK),
        "may_lead": visit.by.may(policies.REVIEW),
        "is_closed": not _is_writable(visit),
        "closed_because": panels.closed_because(visit),
        "length": LENGTH,
        "answer_length": answering.LENGTH,
        "reason_length": REASON_LENGTH,
    }


@on_stage("questions/_now.html", above=True)
def now(visit: Visit) -> dict[str, Any]:
    """The question that the room has turned to."""
    desk = visit.once(_desk)
    return {
        "now": reading.current(visit.room, desk),
        "may_lead": visit.by.may(policies.TAKE_UP) and _is_writable(visit),
    }


def _desk(visit: Visit) -> Desk:
    return standing.desk_of(visit.room)


def _state(desk: Desk) -> str:
    """`new` as long as nobody ever opened it."""
    if desk.is_open:
        return "open"
    return "new" if desk._state.adding else "closed"


def _is_writable(visit: Visit) -> bool:
    return visit.room.is_open and not visit.room.dialogue.is_archived
