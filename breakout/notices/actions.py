"""Writing to groups. Every function runs inside the writer, with every stream of the dialogue locked."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from breakout import rounds
from breakout.models import Group, Round
from breakout.notices import entries, policies
from breakout.notices.models import TEXT_LENGTH, Notice
from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal, redaction
from polylogue.log.models import Entry


def give(
    round: Round, by: Participation, *, text: str, groups: Sequence[int] | None = None
) -> Notice:
    """Tells these groups of the round, or all that are open."""
    by.require(policies.GIVE)
    rounds.require_open(round)
    text = wording.text(text)
    if not 1 <= len(text) <= TEXT_LENGTH:
        raise Invalid(_("A notice needs 1 to %d characters.") % TEXT_LENGTH)
    notice = Notice.objects.create(round=round, by=by.person, at=journal.now(), text=text)
    for group in _open_groups(round, groups):
        if group.room:
            told = entries.Given(notice=notice.pk)
            journal.append(group.room.stream_id, told, by=by.person_id)
    return notice


def forget(notice: Notice, by: Participation) -> None:
    """Removes for good what a notice said, in all groups that got it."""
    by.require(policies.GIVE)
    given = Entry.objects.filter(
        kind=entries.Given.kind,
        stream__room__group__round=notice.round_id,
        data__notice=notice.pk,
        redacted_at=None,
    )
    for entry in given:
        redaction.redact(entry.stream_id, entry.seq, by=by.person_id)


def _open_groups(round: Round, chosen: Sequence[int] | None) -> list[Group]:
    found = round.groups.filter(closed_by=None).select_related("room")
    if chosen is not None:
        found = found.filter(pk__in=chosen)
        if not chosen or found.count() != len(set(chosen)):
            raise NotFound(_("Choose one of the groups that are at work."))
    return list(found)
