"""The messages of a good practice: which can become one together."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from chat.attachments.models import File
from chat.models import Message
from chat.places import Place, at_places
from polylogue.dialogues.models import Participation
from polylogue.followup import entries, marking, policies
from polylogue.followup.models import Edition, Practice, Source
from polylogue.followup.models.sight import accounts_of
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal
from rooms import reach
from rooms.actions import require_inside
from rooms.models import Room

MOST_MESSAGES = 20


def attach(practice: Practice, messages: list[Message], by: Participation) -> None:
    """Makes messages part of the edition that the practice has now."""
    for message in messages:
        Source.objects.create(
            practice=practice,
            stream_id=message.stream_id,
            seq=message.seq,
            author_id=message.author_id,
            since=practice.edition,
            pinned_by=by.person,
            pinned_at=journal.now(),
        )
        pinned = entries.PracticePinned(practice=practice.pk, message=message.seq)
        marking.mark(message.stream_id, message.seq)
        journal.append(message.stream_id, pinned, by=by.person_id)


def standing(
    by: Participation, places: Iterable[Place], *, beside: Iterable[Source] = ()
) -> list[Message]:
    """The messages at these places, which must stand, in open rooms that the person can follow."""
    wanted, others = list(dict.fromkeys(places)), list(beside)
    if not 1 <= len(wanted) + len(others) <= MOST_MESSAGES or not wanted:
        raise Invalid(_("A good practice comes from 1 to 20 messages."))
    rooms = Room.objects.filter(dialogue=by.dialogue).select_related("dialogue")
    by_stream = {room.stream_id: room for room in rooms}
    for stream in {stream for stream, _seq in wanted}:
        if stream not in by_stream:
            raise NotFound
        require_inside(by_stream[stream], by, policies.PIN)
    found = at_places(wanted)
    messages = [found[place] for place in wanted if place in found and not found[place].is_gone]
    if len(messages) < len(wanted):
        raise NotFound(_("This message is not there any more: it cannot be pinned."))
    _require_common_ground(by, [*messages, *others])
    return messages


def _require_common_ground(by: Participation, said: list[Message | Source]) -> None:
    """Each author must be able to read all that they are asked about."""
    streams = {one.stream_id for one in said}
    for author in {one.author_id for one in said} if len(streams) > 1 else ():
        same = set(accounts_of(author).values_list("pk", flat=True))
        own = {one.stream_id for one in said if one.author_id in same}
        followed = {stream for pk in same for stream in reach.streams_of(pk, by.dialogue_id)}
        if streams - own - followed:
            raise Invalid(
                _(
                    "These messages stand in rooms that not all of their authors can read. Please "
                    "make a good practice of each room's own messages."
                )
            )


def places(said: Iterable[Message | Source]) -> list[Place]:
    return [(one.stream_id, one.seq) for one in said]


def standing_files(edition: Edition) -> dict[uuid.UUID, File]:
    """The files of an edition whose messages can be seen."""
    found = File.objects.filter(pk__in=edition.files).exclude(seq=None)
    messages = at_places({(file.stream_id, file.seq or 0) for file in found})
    return {
        file.pk: file
        for file in found
        if (place := (file.stream_id, file.seq or 0)) in messages and not messages[place].is_gone
    }
