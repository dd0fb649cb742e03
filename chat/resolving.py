"""What entries of the conversation show now: a message's current text, or that it is gone."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from chat import looks
from chat.markup import is_plain, render
from chat.models import Message, Revision
from polylogue.log.facts import Resolved, forget_with, resolve_with
from polylogue.log.models import Entry


@resolve_with("chat.message_posted", "chat.message_edited")
def resolve_messages(entries: list[Entry]) -> Resolved:
    messages = _messages({place for entry in entries if (place := _place(entry))})
    looks_of = looks.of(list(messages.values()))
    return {
        (entry.stream_id, entry.seq): {**looks_of.get(place, {}), **_shown(messages[place])}
        for entry in entries
        if (place := _place(entry)) in messages
    }


@forget_with("chat.message_posted", "chat.message_edited")
def forget_message(entry: Entry) -> None:
    """Removes the message's text and all that it said before; it is shown as deleted."""
    stream, seq = _place(entry)
    Revision.objects.filter(stream_id=stream, seq=seq).delete()
    Message.objects.filter(stream_id=stream, seq=seq).update(text="", deleted_at=timezone.now())


def _place(entry: Entry) -> tuple[int, int]:
    return entry.stream_id, entry.data.get("message", entry.seq)


def _messages(places: set[tuple[int, int]]) -> dict[tuple[int, int], Message]:
    wanted = Q(pk__in=[])
    for stream in {stream for stream, _ in places}:
        wanted |= Q(stream_id=stream, seq__in=[seq for s, seq in places if s == stream])
    return {(m.stream_id, m.seq): m for m in Message.objects.filter(wanted)}


def _shown(message: Message) -> dict[str, object]:
    if message.deleted_at:
        return {"deleted": True}
    if message.hidden_at:
        return {"hidden": True, "because": message.hidden_because}
    shown: dict[str, object] = {"text": message.text}
    if not is_plain(message.text):
        shown["html"] = render(message.text)
    if message.edited_at:
        shown["edited"] = message.edited_at.isoformat(timespec="milliseconds")
    return shown
