"""What facilitators do with a whole round. Every function runs inside the writer.

Opening and closing, and whatever changes seats, need every stream of the dialogue locked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout import entries, hearing, ledger, policies, signals, timing
from breakout.models import Group, Round
from breakout.particulars import particulars_of
from breakout.refusals import (
    AnotherRoundIsAnnounced,
    AnotherRoundIsOpen,
    PlannedMeanwhile,
    RoundIsOpen,
    RoundIsOpening,
    RoundIsOver,
)
from polylogue.dialogues import revisions
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience
from rooms import groups as group_rooms
from rooms import moving

LONGEST_LEAD = 600


def draft(by: Participation, **particulars: Any) -> Round:
    by.require(policies.LEAD)
    made = Round.objects.create(
        dialogue=by.dialogue, drafted_at=journal.now(), **particulars_of(particulars)
    )
    _append(made, entries.RoundDrafted(round=made.pk, title=made.title), by=by.person_id)
    if hearing.is_hidden(made):
        ahead = entries.GroupsAhead(round=made.pk)
        journal.append(made.dialogue.stream_id, ahead, by=by.person_id)
    return made


def change(round: Round, by: Participation, *, seen: int, **particulars: Any) -> None:
    """Other particulars; of an open round the time is changed by `timing`.

    Raises ChangedMeanwhile if somebody changed them after `seen` in the dialogue's log.
    """
    by.require(policies.LEAD)
    require_not_over(round)
    revisions.require_unchanged(by.dialogue, entries.RoundChanged, seen=seen, round=round.pk)
    fields = particulars_of(particulars)
    was_hidden = hearing.is_hidden(round)
    Round.objects.filter(pk=round.pk).update(**fields)
    round.refresh_from_db(fields=list(fields))
    told = hearing.audience(round) if was_hidden else Audience.EVERYONE
    changed = entries.RoundChanged(round=round.pk, title=round.title)
    journal.append(round.dialogue.stream_id, changed, by=by.person_id, audience=told)


def drop(round: Round, by: Participation, *, seen: int | None) -> None:
    """Gives up a draft; what was planned in it goes.

    Raises a Refusal while it is counted down to, or if somebody seated people after version `seen`.
    """
    by.require(policies.LEAD)
    require_draft(round)
    if round.opens_at:
        raise RoundIsOpening
    if seen is not None and seen != round.version:
        raise PlannedMeanwhile
    _append(round, entries.RoundDropped(round=round.pk, title=round.title), by=by.person_id)
    round.moves.update(undoes=None)
    round.seats.all().delete()
    round.groups.all().delete()
    round.delete()


def announce(round: Round, by: Participation, *, seconds: int) -> None:
    """Opens the round so many seconds from now, by the server; at once if there are none."""
    by.require(policies.LEAD)
    require_ready(round)
    if _others_announced(round.dialogue, round):
        raise AnotherRoundIsAnnounced
    if not 0 <= seconds <= LONGEST_LEAD:
        raise Invalid(_("The countdown lasts up to ten minutes."))
    if seconds:
        timing.count_down(round, timedelta(seconds=seconds))
        told = entries.RoundAnnounced(
            round=round.pk, title=round.title, opens_at=timing.iso(round.opens_at)
        )
        _append(round, told, by=by.person_id)
    else:
        open_now(round, by=by.person_id)


def stop_opening(round: Round, by: Participation) -> None:
    by.require(policies.LEAD)
    require_draft(round)
    give_up_opening(round, by=by.person_id)


def give_up_opening(round: Round, *, by: int) -> None:
    """It is a draft again, if it was counted down to."""
    if timing.stop_countdown(round):
        stopped = entries.OpeningStopped(round=round.pk)
        journal.append(round.dialogue.stream_id, stopped, by=by)


def open_now(round: Round, *, by: int) -> None:
    """Makes the rooms, and takes everybody with a seat to theirs."""
    require_ready(round)
    timing.stop_countdown(round)
    groups = list(round.groups.all())
    rooms = group_rooms.make(round.dialogue, [group.title for group in groups], by=by)
    for group, room in zip(groups, rooms, strict=True):
        group.room = room
    Group.objects.bulk_update(groups, ["room"])
    round.opened_at = journal.now()
    timing.set_end(round, minutes=round.minutes)
    round.save()
    opened = entries.RoundOpened(
        round=round.pk,
        title=round.title,
        rooms=[(group.pk, room.pk) for group, room in zip(groups, rooms, strict=True)],
        ends_at=timing.iso(round.ends_at),
        returns_at=timing.iso(round.returns_at),
    )
    _append(round, opened, by=by)
    by_pk = {group.pk: group.room for group in groups}
    seated = {p: by_pk[seat.group_id] for p, seat in ledger.seats(round).items()}
    present = {p: room for p, room in seated.items() if room and p in _active(round.dialogue)}
    moving.move(round.dialogue, present, by=by)
    signals.round_opened.send(Round, round=round, by=by)


def close_now(round: Round, *, by: int) -> None:
    """Takes everybody back to the plenary; the rooms stay, to be read."""
    require_open(round)
    signals.round_closing.send(Round, round=round, by=by)
    timing.cancel(round)
    plenary = ledger.plenary_of(round)
    in_groups = {room.pk for group in round.groups.all() if (room := group.room)}
    here = {place.person_id: plenary for place in round.dialogue.places.filter(room__in=in_groups)}
    moving.move(round.dialogue, here, by=by, keep=True)
    rooms = [group.room for group in round.groups.select_related("room") if group.room]
    group_rooms.close(round.dialogue, rooms, by=by)
    round.closed_at = journal.now()
    round.save(update_fields=["closed_at"])
    _append(round, entries.RoundClosed(round=round.pk, title=round.title), by=by)
    signals.round_closed.send(Round, round=round, by=by)


def find(dialogue: Dialogue, pk: int) -> Round:
    """A round of the dialogue as it is now; raises NotFound."""
    found = Round.objects.select_related("dialogue__stream").filter(dialogue=dialogue, pk=pk)
    for round in found:
        return round
    raise NotFound(_("This group work does not exist any more."))


def open_round_of(dialogue: Dialogue) -> Round | None:
    open_one = Round.objects.filter(dialogue=dialogue, closed_at=None, opened_at__isnull=False)
    return open_one.select_related("dialogue__stream").first()


def require_draft(round: Round) -> None:
    if not round.is_draft:
        raise RoundIsOpen


def require_open(round: Round) -> None:
    if not round.is_open:
        raise RoundIsOver


def require_not_over(round: Round) -> None:
    if round.closed_at:
        raise RoundIsOver


def require_ready(round: Round) -> None:
    require_draft(round)
    if not round.groups.exists():
        raise Invalid(_("There is no group yet."))
    if open_round_of(round.dialogue):
        raise AnotherRoundIsOpen


def _others_announced(dialogue: Dialogue, round: Round) -> bool:
    announced = Round.objects.filter(dialogue=dialogue, opened_at=None, opens_at__isnull=False)
    return announced.exclude(pk=round.pk).exists()


def _active(dialogue: Dialogue) -> set[int]:
    return set(dialogue.participations.active().values_list("person_id", flat=True))


def _append(round: Round, fact: Fact, *, by: int) -> None:
    journal.append(round.dialogue.stream_id, fact, by=by, audience=hearing.audience(round))
