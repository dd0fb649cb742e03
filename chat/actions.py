"""What people do in a conversation. Every function runs inside the writer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from chat import entries, mentions, policies, threads
from chat.models import Message, Revision
from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import journal
from polylogue.log.models import Entry
from rooms.actions import require_inside
from rooms.models import Room
from rooms.protocol import TEXT_LENGTH

Carried = dict[str, Any]


def post_message(
    room: Room,
    by: Participation,
    *,
    text: str,
    key: str,
    quotes: int | None = None,
    chosen: Iterable[int] = (),
    carried: Carried | None = None,
) -> None:
    """`quotes` another message, gone or not; `chosen` are the people its writer picked by name.

    What a wing lets it carry stands in its marks; such a message may be without a word.
    """
    require_inside(room, by, policies.POST)
    text = _clean_beside(carried, text)
    if quotes is not None:
        _require_said(room, quotes)
    fact = entries.MessagePosted(key=key, quotes=quotes)
    entry = journal.append(room.stream_id, fact, by=by.person_id)
    _stage(entry, text, mentions.of(room, by, text, chosen), carried, quotes=quotes)


def post_reply(
    room: Room,
    by: Participation,
    *,
    thread: int,
    text: str,
    key: str,
    chosen: Iterable[int] = (),
    carried: Carried | None = None,
) -> None:
    """Replies to a message, or to another reply in its thread; `carried` as in post_message."""
    require_inside(room, by, policies.POST)
    root = _standing(room, thread)
    if root.thread:
        root = _standing(room, root.thread)
    text = _clean_beside(carried, text)
    fact = entries.ReplyPosted(thread=root.seq, key=key)
    entry = journal.append(room.stream_id, fact, by=by.person_id)
    _stage(entry, text, mentions.of(room, by, text, chosen), carried, thread=root.seq)
    counted = {"replies": F("replies") + 1, "last_reply_at": entry.at}
    Message.objects.filter(stream_id=room.stream_id, seq=root.seq).update(**counted)


def edit_message(
    room: Room, by: Participation, *, message: int, text: str, chosen: Iterable[int] = ()
) -> None:
    """Replaces the text of one's own message; what it said before is kept for moderators."""
    require_inside(room, by, policies.EDIT)
    found = _message(room, message)
    if not _is_by(found, by):
        raise NotAllowed(_("Only its author can correct a message."))
    if found.hidden_at:
        raise NotFound(_("This message is hidden: it cannot be corrected."))
    text = clean(text)
    if text != found.text:
        _keep(found, by)
        found.text, found.edited_at = text, journal.now()
        found.revision += 1
        mentions.change(found, mentions.of(room, by, text, chosen), found.edited_at)
        found.save(update_fields=["text", "edited_at", "revision", "marks"])
        edited = entries.MessageEdited(message=message, revision=found.revision)
        journal.append(room.stream_id, edited, by=by.person_id)


def delete_message(room: Room, by: Participation, *, message: int) -> None:
    """Takes a message out of sight: one's own, or as a moderator anybody's."""
    by.require(policies.DELETE)
    found = _message(room, message)
    action = policies.DELETE if _is_by(found, by) else policies.MODERATE
    require_inside(room, by, action)
    _keep(found, by)
    found.text, found.deleted_at, found.deleted_by = "", journal.now(), by.person
    found.save(update_fields=["text", "deleted_at", "deleted_by"])
    if found.thread:
        threads.recount(room.stream_id, found.thread)
    journal.append(room.stream_id, entries.MessageDeleted(message=message), by=by.person_id)


def clean(text: str) -> str:
    """The text without invisible controls and outer blanks; raises Invalid if none or too much."""
    text = wording.text(text)
    if not wording.is_seen(text):
        raise Invalid(_("Write something first."))
    if len(text) > TEXT_LENGTH:
        raise Invalid(_("A message can have up to 10,000 characters."))
    return text


def _clean_beside(carried: Carried | None, text: str) -> str:
    """What carries something need not say anything."""
    return clean(text) if not carried or wording.is_seen(text) else ""


def _stage(
    entry: Entry,
    text: str,
    marks: list[mentions.Mark],
    carried: Carried | None,
    *,
    quotes: int | None = None,
    thread: int | None = None,
) -> None:
    """The rows of a new message, written with its batch."""
    message = Message(
        stream_id=entry.stream_id,
        seq=entry.seq,
        author_id=entry.actor_id,
        posted_at=entry.at,
        text=text,
        quotes=quotes,
        thread=thread,
        marks=({"mentions": marks} if marks else {}) | (carried or {}),
    )
    for row in (message, *mentions.rows(entry.stream_id, entry.seq, marks, entry.at)):
        journal.stage(row)


def _require_said(room: Room, seq: int) -> None:
    if not Message.objects.filter(stream_id=room.stream_id, seq=seq).exists():
        raise NotFound(_("The message that you quote does not exist."))


def _standing(room: Room, seq: int) -> Message:
    """A message that can be answered."""
    found = _message(room, seq)
    if found.hidden_at:
        raise NotFound(_("This message is hidden: it cannot be answered."))
    return found


def _message(room: Room, seq: int) -> Message:
    found = Message.objects.filter(stream_id=room.stream_id, seq=seq, deleted_at=None).first()
    if found is None:
        raise NotFound(_("This message does not exist any more."))
    return found


def _is_by(message: Message, by: Participation) -> bool:
    """Whether the person wrote it, by this account or as the guest that was merged into it."""
    return by.person_id in {message.author_id, message.author.merged_into_id}


def _keep(message: Message, by: Participation) -> None:
    Revision.objects.create(
        stream_id=message.stream_id,
        seq=message.seq,
        number=message.revision,
        text=message.text,
        replaced_at=journal.now(),
        replaced_by=by.person,
    )
