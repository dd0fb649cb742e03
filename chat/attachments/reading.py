"""Who may see a file: whoever may see what its message says now; without one, its owner."""

from __future__ import annotations

import uuid

from chat.attachments.models import File
from chat.models import Message
from chat.policies import VERSIONS
from polylogue.kit.refusals import NotFound
from rooms.entrance import Visit


def visible(visit: Visit, file: uuid.UUID) -> File:
    """A file of the room; raises NotFound if its message is gone, or is not there yet."""
    found = File.objects.filter(pk=file, stream=visit.room.stream_id).first()
    if found is None or not _is_shown(found, visit):
        raise NotFound
    return found


def waiting(visit: Visit, file: uuid.UUID) -> File:
    """One's own file that was uploaded before."""
    found = File.objects.filter(pk=file, owner=visit.by.person_id).first()
    if found is None:
        raise NotFound
    return found


def _is_shown(file: File, visit: Visit) -> bool:
    if file.seq is None:
        return file.owner_id == visit.by.person_id
    message = Message.objects.filter(stream=file.stream_id, seq=file.seq, deleted_at=None).first()
    return message is not None and (message.hidden_at is None or visit.by.may(VERSIONS))
