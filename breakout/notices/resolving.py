"""What a notice says now, and how it is forgotten."""

from __future__ import annotations

from breakout.notices.models import Notice
from polylogue.log.facts import Resolved, forget_with, resolve_with
from polylogue.log.models import Entry


@resolve_with("notices.given")
def resolve_notices(entries: list[Entry]) -> Resolved:
    notices = Notice.objects.in_bulk({entry.data["notice"] for entry in entries})
    return {
        (entry.stream_id, entry.seq): {"text": notice.text}
        for entry in entries
        if (notice := notices.get(entry.data["notice"])) and notice.text
    }


@forget_with("notices.given")
def forget_text(entry: Entry) -> None:
    Notice.objects.filter(pk=entry.data["notice"]).update(text="")
