"""Pinning messages as a good practice, and taking pins away. Every function runs inside the writer."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from chat.places import Place
from polylogue.dialogues.models import Participation
from polylogue.followup import (
    drafts,
    entries,
    journaling,
    marking,
    opening,
    policies,
    reviewing,
    sources,
    writing,
)
from polylogue.followup.asking import ask
from polylogue.followup.choices import Visibility, visibility_of
from polylogue.followup.drafts import Fields
from polylogue.followup.indexing import forget
from polylogue.followup.library import listing
from polylogue.followup.models import Practice, Source
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal


def pin(
    by: Participation,
    places: Iterable[Place],
    *,
    fields: Fields,
    visibility: str = Visibility.ROOM,
) -> int:
    """Makes a good practice of these messages; answers which one."""
    by.require(policies.PIN)
    messages = sources.standing(by, places)
    practice = Practice(
        dialogue=by.dialogue,
        home_id=messages[0].stream_id,
        pinned_by=by.person,
        pinned_at=journal.now(),
        visibility=visibility_of(visibility),
    )
    practice.save()
    drafts.new_edition(practice, fields, sources.places(messages), by=by.person_id)
    sources.attach(practice, messages, by)
    journaling.written(practice, by=by.person_id)
    practice.save(update_fields=["written_seq"])
    journaling.changed(practice, by=by.person_id)
    ask(practice, by=by.person_id)
    listing.renew(practice)
    return practice.pk


def unpin(practice: int, by: Participation) -> None:
    """Takes the pin away: nobody sees the good practice any more, wherever it was."""
    by.require(policies.PIN)
    found = writing.editable(practice, by)
    found.unpinned_at, found.unpinned_by = journal.now(), by.person
    found.save(update_fields=["unpinned_at", "unpinned_by"])
    for source in found.sources.all():
        _tell_unpinned(source, by)
    forget(found)
    journaling.changed(found, by=by.person_id)
    opening.settle(found)


def take_out(practice: int, by: Participation, *, source: int) -> None:
    """Takes one of several messages out; its words go, and the crew reads the rest again."""
    by.require(policies.PIN)
    found = writing.editable(practice, by)
    gone = found.sources.filter(pk=source).first()
    if gone is None:
        raise NotFound
    if found.sources.count() == 1:
        raise Invalid(_("It comes from this message alone: take the pin away instead."))
    reviewing.take_out(found, gone)
    forget(found)
    gone.delete()
    _tell_unpinned(gone, by)
    _move_home(found, by)
    journaling.changed(found, by=by.person_id)
    opening.settle(found)


def _tell_unpinned(source: Source, by: Participation) -> None:
    marking.mark(source.stream_id, source.seq)
    unpinned = entries.PracticeUnpinned(practice=source.practice_id, message=source.seq)
    journal.append(source.stream_id, unpinned, by=by.person_id)


def _move_home(practice: Practice, by: Participation) -> None:
    """A practice lives where a message of it stands."""
    if not practice.sources.filter(stream=practice.home_id).exists():
        first = practice.sources.order_by("pk")[0]
        practice.home_id, practice.written_seq = first.stream_id, 0
        journaling.written(practice, by=by.person_id)
        practice.save(update_fields=["home", "written_seq"])
