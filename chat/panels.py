"""The conversation on the stage of a room page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from chat import closing, history, menu, missed, policies
from polylogue.log import reading
from rooms.entrance import Visit
from rooms.panels import at_side, on_stage
from rooms.protocol import TEXT_LENGTH


@on_stage("chat/_conversation.html")
def conversation(visit: Visit) -> dict[str, Any]:
    room, by = visit.room, visit.by
    head = reading.heads([room.stream_id]).get(room.stream_id, reading.EMPTY)
    closed = closed_because(visit)
    return {
        "head": head.seq,
        "page": history.page(room, by, to=head.seq, before=visit.before),
        "missed": missed.since_last_time(visit),
        "closed_because": closed,
        "choices": menu.offered(visit, may_write=not closed),
        "text_length": TEXT_LENGTH,
    }


@at_side("thread", "chat/_thread_panel.html", title=_lazy("Thread"), icon="reply")
def thread(visit: Visit) -> dict[str, Any]:
    """Empty until a thread is opened; without a script threads are pages of their own."""
    return {"closed_because": closed_because(visit), "text_length": TEXT_LENGTH}


def closed_because(visit: Visit) -> str:
    """Why the person cannot write here, or nothing if they can."""
    if visit.room.dialogue.is_archived:
        return _("This dialogue is archived: it can be read, but nothing can be added.")
    if not visit.room.is_open:
        return _("This room is closed. You can read what was said.")
    if not visit.by.may(policies.POST):
        return _("You are here as an observer: you can read everything.")
    return closing.asked(visit)
