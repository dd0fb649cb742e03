"""What people do with attachments. Every function runs inside the writer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from chat import actions as chat_actions
from chat.attachments import policies
from chat.attachments.limits import FILES_OF_A_MESSAGE
from chat.attachments.models import File
from chat.attachments.showing import as_mark
from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.kit.uploads import limits
from polylogue.log import journal
from rooms import guards
from rooms.actions import require_inside
from rooms.models import Room

Chosen = Sequence[tuple[uuid.UUID, str]]


def keep_upload(room: Room, by: Participation, file: File) -> str:
    """Keeps an upload for a message to come; refuses somebody who uploads too much."""
    require_inside(room, by, policies.ATTACH)
    guards.ask_to_speak(room, by)
    lately = File.objects.filter(
        owner=by.person_id, uploaded_at__gt=journal.now() - limits.COUNTED_OVER
    )
    if lately.count() >= settings.ATTACHMENTS_PER_HOUR:
        raise limits.TooMany
    file.uploaded_at = journal.now()
    file.save(force_insert=True)
    return str(file.pk)


def drop_upload(by: Participation, file: uuid.UUID) -> list[str]:
    """Gives up one's own file that has no message; answers what is to be removed from the storage."""
    found = File.objects.filter(pk=file, owner=by.person_id, seq=None).first()
    if found is None:
        return []
    found.delete()
    return found.stored


def post_with_files(
    room: Room, by: Participation, *, text: str, files: Chosen, key: str, **how: Any
) -> None:
    """Posts a message, or with `thread` a reply, that carries files; its text may be empty."""
    require_inside(room, by, policies.ATTACH)
    found = _waiting(room, by, files)
    carried = {"attachments": [as_mark(file) for file in found]}
    post = chat_actions.post_reply if how.get("thread") else chat_actions.post_message
    post(room, by, text=text, key=key, carried=carried, **how)
    posted = journal.current().last
    for number, file in enumerate(found):
        here = File.objects.filter(pk=file.pk, seq=None)
        if not (posted and here.update(seq=posted.seq, number=number, alt=file.alt)):
            raise NotFound(_("A file is not here any more. Please attach it again."))


def _waiting(room: Room, by: Participation, files: Chosen) -> list[File]:
    """The person's own files that have no message yet, in their order, with what they show."""
    if not 1 <= len({pk for pk, _alt in files}) == len(files) <= FILES_OF_A_MESSAGE:
        raise Invalid(_("A message can have up to 5 files."))
    mine = File.objects.filter(owner=by.person_id, stream=room.stream_id, seq=None)
    known = mine.in_bulk([pk for pk, _alt in files])
    if len(known) != len(files):
        raise NotFound(_("A file is not here any more. Please attach it again."))
    for pk, alt in files:
        known[pk].alt = wording.name(alt)[: limits.ALT_LENGTH]
    return [known[pk] for pk, _alt in files]
