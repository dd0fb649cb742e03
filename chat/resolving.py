"""What entries of the conversation show now: a message's current text, or that it is gone."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from chat import looks, threads
from chat.markup import is_plain, render
from chat.models import Mention, Message, Revision
from chat.places import Place, at_places
from polylogue.log.facts import Resolved, forget_with, resolve_with
from polylogue.log.models import Entry


@resolve_with(
    "chat.message_posted", "chat.reply_posted", "chat.message_edited", "chat.message_deleted"
)
def resolve_messages(entries: list[Entry]) -> Resolved:
    messages = at_places({_place(entry) for entry in entries})
    looks_of = looks.of(list(messages.values()))
    threads_of = _threads(list(messages.values()))
    return {
        (entry.stream_id, entry.seq): {
            **looks_of.get(place, {}),
            **_shown(messages[place]),
            **threads_of.get(place, {}),
        }
        for entry in entries
        if (place := _place(entry)) in messages
    }


@forget_with("chat.message_posted", "chat.reply_posted", "chat.message_edited")
def forget_message(entry: Entry) -> None:
    """Removes the message's text and all that it said before; it is shown as deleted."""
    stream, seq = _place(entry)
    Revision.objects.filter(stream_id=stream, seq=seq).delete()
    Mention.objects.filter(stream_id=stream, seq=seq).delete()
    found = Message.objects.filter(stream_id=stream, seq=seq)
    found.update(text="", marks={}, deleted_at=timezone.now())
    for message in found.filter(thread__isnull=False):
        threads.recount(stream, threads.root_of(message))


def _place(entry: Entry) -> Place:
    return entry.stream_id, entry.data.get("message", entry.seq)


def _shown(message: Message) -> dict[str, object]:
    if message.deleted_at:
        return {"deleted": True}
    if message.hidden_at:
        return {"hidden": True, "because": message.hidden_because}
    shown: dict[str, object] = {"text": message.text}
    if not is_plain(message.text):
        shown["html"] = render(message.text, _names(message))
    if message.edited_at:
        shown["edited"] = message.edited_at.isoformat(timespec="milliseconds")
    return shown


def _names(message: Message) -> tuple[tuple[str, str], ...]:
    """The names in its text that speak to somebody, each with the person or role."""
    marks = message.marks.get("mentions", [])
    return tuple((mark["name"], str(mark.get("person") or mark["role"])) for mark in marks)


def _threads(messages: list[Message]) -> dict[Place, dict[str, Any]]:
    """For a message how many replies it has, gone or not; for a reply, the state of its thread."""
    found: dict[Place, dict[str, Any]] = {
        (m.stream_id, m.seq): {"replies": _replies(m)} for m in messages if m.replies
    }
    answers = {(m.stream_id, m.seq): (m.stream_id, m.thread) for m in messages if m.thread}
    if answers:
        roots = at_places({(stream, thread or 0) for stream, thread in answers.values()})
        authors = threads.authors(set(roots))
        for place, (stream, thread) in answers.items():
            state = roots.get((stream, thread or 0))
            if state is None:
                continue
            found[place] = {
                "root": {
                    "seq": state.seq,
                    "by": state.author_id,
                    "among": authors.get((state.stream_id, state.seq), []),
                    "replies": _replies(state) if state.replies else None,
                }
            }
    return found


def _replies(message: Message) -> dict[str, Any]:
    last = message.last_reply_at
    return {
        "count": message.replies,
        "last": last.isoformat(timespec="milliseconds") if last else None,
    }
