"""What entries of moderation show now, and what of them can be removed for good."""

from __future__ import annotations

from typing import Any

from chat.models import Message
from chat.moderation.models import Mute, Removal, Report
from chat.resolving import resolve_messages
from polylogue.log.facts import Resolved, forget_with, resolve_with
from polylogue.log.models import Entry

resolve_with("moderation.message_hidden", "moderation.message_shown")(resolve_messages)


@resolve_with("moderation.person_muted", "moderation.person_removed", "moderation.message_reported")
def resolve_reasons(entries: list[Entry]) -> Resolved:
    """Why, as its row has it; for whoever the entry is for."""
    found: dict[tuple[str, int], str] = {}
    for field, model in ROWS.items():
        wanted = {entry.data[field] for entry in entries if field in entry.data}
        rows: Any = model._default_manager.filter(pk__in=wanted) if wanted else ()
        found |= {(field, row.pk): row.because for row in rows}
    return {
        (entry.stream_id, entry.seq): {"because": because}
        for entry in entries
        for field in ROWS.keys() & entry.data.keys()
        if (because := found.get((field, entry.data[field])))
    }


@forget_with("moderation.person_muted", "moderation.person_removed", "moderation.message_reported")
def forget_reason(entry: Entry) -> None:
    for field in ROWS.keys() & entry.data.keys():
        ROWS[field]._default_manager.filter(pk=entry.data[field]).update(because="")


@forget_with("moderation.message_hidden")
def forget_why_hidden(entry: Entry) -> None:
    hidden = Message.objects.filter(stream_id=entry.stream_id, seq=entry.data["message"])
    hidden.update(hidden_because="")


@forget_with("chat.message_posted", "chat.reply_posted")
def forget_reports(entry: Entry) -> None:
    """Reasons may repeat what the message said."""
    Report.objects.filter(stream=entry.stream_id, seq=entry.seq).update(because="")
    Message.objects.filter(stream_id=entry.stream_id, seq=entry.seq).update(hidden_because="")


ROWS: dict[str, type[Mute] | type[Removal] | type[Report]] = {
    "mute": Mute,
    "removal": Removal,
    "report": Report,
}
