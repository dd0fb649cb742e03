"""The latest notice, on the page of a group's room."""

from __future__ import annotations

from typing import Any

from breakout.notices.entries import Given
from breakout.notices.models import Notice
from polylogue.dialogues.cards import cards
from polylogue.log.models import Entry
from rooms.entrance import Visit
from rooms.models import Room
from rooms.panels import on_stage


@on_stage("notices/_stage.html", above=True)
def stage(visit: Visit) -> dict[str, Any] | None:
    if visit.room.kind != Room.Kind.GROUP:
        return None
    return {"notice": latest(visit.room) if visit.room.is_open else None}


def latest(room: Room) -> dict[str, Any] | None:
    """What it says, from whom and since when; nothing of one whose text was removed."""
    given = Entry.objects.filter(stream=room.stream_id, kind=Given.kind, redacted_at=None).last()
    if given is None:
        return None
    notice = Notice.objects.filter(pk=given.data["notice"]).exclude(text="").first()
    if notice is None:
        return None
    name = cards(room.dialogue_id, [notice.by_id])[notice.by_id]["name"]
    return {"seq": given.seq, "text": notice.text, "by": name, "at": notice.at}
