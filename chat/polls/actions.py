"""What the crew does with polls. Every function runs inside the writer."""

from __future__ import annotations

from typing import Any

import msgspec
from django.utils.translation import gettext_lazy as _

from chat.polls import closing, entries, policies, tally
from chat.polls.limits import FEW
from chat.polls.models import Poll
from chat.polls.particulars import Particulars
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience
from rooms.actions import require_inside
from rooms.models import Room

COPIED = tuple(name for name in Particulars.__struct_fields__)


class PollIsOpen(Refusal):
    code = "poll-open"
    sentence = _("This poll is open already: it cannot be changed any more.")


def draft_poll(room: Room, by: Participation, *, particulars: Particulars) -> int:
    """Prepares a poll that only the crew sees; returns which one it is."""
    require_inside(room, by, policies.LEAD)
    fields = msgspec.structs.asdict(particulars.cleaned())
    poll = Poll.objects.create(
        stream_id=room.stream_id, author=by.person, drafted_at=journal.now(), **fields
    )
    _tell_crew(poll, by, entries.PollDrafted(poll=poll.pk))
    return poll.pk


def change_draft(room: Room, by: Participation, *, poll: int, particulars: Particulars) -> None:
    require_inside(room, by, policies.LEAD)
    found = _draft(room, poll)
    fields = msgspec.structs.asdict(particulars.cleaned())
    if any(getattr(found, name) != value for name, value in fields.items()):
        Poll.objects.filter(pk=found.pk).update(**fields)
        _tell_crew(found, by, entries.DraftChanged(poll=poll))


def drop_draft(room: Room, by: Participation, *, poll: int) -> None:
    """Deletes a poll that was never opened."""
    require_inside(room, by, policies.LEAD)
    found = _draft(room, poll)
    _tell_crew(found, by, entries.DraftDropped(poll=poll))
    found.delete()


def copy_poll(room: Room, by: Participation, *, poll: int) -> int:
    """Prepares another one that asks the same: what was closed is not opened again."""
    require_inside(room, by, policies.LEAD)
    found = find(room, poll)
    if found.forgotten_at:
        raise NotFound(_("This poll does not exist any more."))
    again: dict[str, Any] = {name: getattr(found, name) for name in COPIED}
    return draft_poll(room, by, particulars=Particulars(**again))


def open_poll(room: Room, by: Participation, *, poll: int) -> None:
    """Everyone in the room can vote from here on, until it is closed or its time is over."""
    require_inside(room, by, policies.LEAD)
    found = _draft(room, poll)
    entry = journal.append(room.stream_id, entries.PollOpened(poll=poll), by=by.person_id)
    found.seq, found.opened_at, found.told = entry.seq, journal.now(), {"voted": 0}
    if found.minutes:
        closing.close_after(room, found, minutes=found.minutes)
    found.save()


def extend_poll(room: Room, by: Participation, *, poll: int, minutes: int) -> None:
    """Gives an open poll more time; one without an end gets one."""
    require_inside(room, by, policies.LEAD)
    found = closing.require_open(find(room, poll))
    closing.close_after(room, found, minutes=minutes)
    found.save(update_fields=["ends_at", "ends_by"])
    extended = entries.PollExtended(
        poll=poll,
        opened=found.seq or 0,
        ends_at=found.ends_at.isoformat(timespec="seconds") if found.ends_at else "",
    )
    journal.append(room.stream_id, extended, by=by.person_id)


def close_poll(room: Room, by: Participation, *, poll: int) -> None:
    """Ends the voting, in a closed room too; a poll that is closed already stays as it is."""
    by.require(policies.LEAD)
    if not Room.objects.visible_to(by.person).filter(pk=room.pk).exists():
        raise NotFound
    found = find(room, poll)
    if found.is_draft:
        raise closing.PollIsClosed
    if found.is_open:
        closing.close(found, by=by.person_id)


def show_results(room: Room, by: Participation, *, poll: int) -> None:
    """Shows how the few voted who did, in an anonymous poll that was closed with less than five votes."""
    require_inside(room, by, policies.LEAD)
    found = find(room, poll)
    if found.closed_at is None or found.forgotten_at or not 0 < found.told["voted"] < FEW:
        raise Invalid(_("There is nothing to show."))
    if "counts" not in found.told:
        found.told = {**found.told, **tally.counts(found, tally.box(found))}
        found.save(update_fields=["told"])
        shown = entries.ResultsShown(poll=poll, opened=found.seq or 0)
        journal.append(room.stream_id, shown, by=by.person_id)


def find(room: Room, poll: int) -> Poll:
    """A poll of the room; raises NotFound."""
    found = Poll.objects.filter(stream=room.stream_id, pk=poll).first()
    if found is None:
        raise NotFound(_("This poll does not exist any more."))
    return found


def _draft(room: Room, poll: int) -> Poll:
    found = find(room, poll)
    if not found.is_draft:
        raise PollIsOpen
    return found


def _tell_crew(poll: Poll, by: Participation, fact: Fact) -> None:
    journal.append(poll.stream_id, fact, by=by.person_id, audience=Audience.CREW)
