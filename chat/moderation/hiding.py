"""Hiding a message and showing it again. Every function runs inside the writer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chat import threads
from chat.models import Message, MessageQuerySet
from chat.moderation import policies, reasons
from chat.moderation.entries import MessageHidden, MessageShown
from chat.moderation.meanwhile import DoneMeanwhile, name
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from polylogue.log.facts import Fact
from rooms.models import Room


def hide_message(room: Room, by: Participation, *, message: int, because: str = "") -> None:
    """Puts a placeholder with the reason in place of a message, for all but the crew.

    Raises DoneMeanwhile if somebody else hid or deleted it before.
    """
    by.require(policies.HIDE)
    because = reasons.clean(because)
    found = _message(room, message)
    hidden = {"hidden_at": journal.now(), "hidden_by": by.person, "hidden_because": because}
    if not _at(found).filter(hidden_at=None, deleted_at=None).update(**hidden):
        raise DoneMeanwhile(_who_was_quicker(found))
    _tell(found, MessageHidden(message=message, person=found.author_id), by)


def show_message(room: Room, by: Participation, *, message: int) -> None:
    """Shows a hidden message again; raises DoneMeanwhile if it is shown, or was deleted."""
    by.require(policies.HIDE)
    found = _message(room, message)
    shown = {"hidden_at": None, "hidden_by": None, "hidden_because": ""}
    if not _at(found).filter(hidden_at__isnull=False, deleted_at=None).update(**shown):
        raise DoneMeanwhile(_who_was_quicker(found))
    _tell(found, MessageShown(message=message, person=found.author_id), by)


def _tell(message: Message, fact: Fact, by: Participation) -> None:
    if message.thread:
        threads.recount(message.stream_id, message.thread)
    journal.append(message.stream_id, fact, by=by.person_id)


def _message(room: Room, seq: int) -> Message:
    found = Message.objects.filter(stream_id=room.stream_id, seq=seq)
    for message in found.select_related("hidden_by", "deleted_by"):
        return message
    raise NotFound(_("This message does not exist any more."))


def _at(message: Message) -> MessageQuerySet:
    return Message.objects.filter(stream_id=message.stream_id, seq=message.seq)


def _who_was_quicker(message: Message) -> str:
    if message.deleted_at:
        who = name(message.deleted_by)
        return _("%(who)s deleted this message meanwhile. Nothing was changed.") % {"who": who}
    if message.hidden_at:
        who = name(message.hidden_by)
        return _("%(who)s hid this message already. Nothing was changed.") % {"who": who}
    return _("This message is shown to everybody already. Nothing was changed.")
