"""Taking back the last move of a round."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from breakout import entries, ledger, policies, rounds
from breakout.ledger import Change
from breakout.models import Group, Move, Round, Seat
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid
from polylogue.log import journal
from rooms import groups as group_rooms

# What no facilitator did is not theirs to take back.
BY_THEMSELVES = (Move.How.UNDO, Move.How.LATE, Move.How.GONE, Move.How.CHOSEN, Move.How.TRAVEL)


def last(round: Round) -> Move | None:
    """The move that would be taken back: the newest that was not, and that somebody made.

    Once the groups are open, how the draft came to be is not taken back any more.
    """
    moves = round.moves.exclude(how__in=BY_THEMSELVES)
    if round.opened_at:
        moves = moves.filter(at__gte=round.opened_at)
    return moves.filter(undone_by=None).select_related("by").last()


def undo(round: Round, by: Participation, *, version: int) -> Move:
    """Everybody whom the move seated elsewhere sits where they sat before, if nobody moved them since.

    Raises Invalid if it is not the last move any more, MovedMeanwhile if somebody was moved since.
    """
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    move = last(round)
    if move is None or move.version != version:
        raise Invalid(_("Something else was changed since: that comes first."))
    before = {seat.person_id: seat.group for seat in move.ended_seats.select_related("group__room")}
    now = set(move.seats.values_list("person_id", flat=True))
    people = before.keys() | now
    ledger.require_unmoved(round, people, seen=version)
    _reopen(round, move, by)
    active = set(round.dialogue.participations.active().values_list("person_id", flat=True))
    pinned = set(move.ended_seats.filter(pinned=True).values_list("person_id", flat=True))
    reasons = {seat.person_id: seat.reasons for seat in move.ended_seats.all()}
    change = Change({p: before.get(p) for p in people & active}, reasons=reasons, pinned=pinned)
    made = ledger.seat(round, change, by=by.person_id, how=Move.How.UNDO)
    made = made or ledger.next_move(round, by=by.person_id, how=Move.How.UNDO)
    Move.objects.filter(pk=made.pk).update(undoes=move)
    return made


def _reopen(round: Round, move: Move, by: Participation) -> None:
    closed = list(Group.objects.filter(closed_by=move).select_related("room"))
    Group.objects.filter(closed_by=move).update(closed_by=None, merged_into=None)
    rooms = [group.room for group in closed if group.room]
    group_rooms.reopen(round.dialogue, rooms, by=by.person_id)
    for group in closed:
        told = entries.GroupReopened(round=round.pk, group=group.pk)
        journal.append(round.dialogue.stream_id, told, by=by.person_id)


def would_change(move: Move) -> int:
    """How many people it would move."""
    return Seat.objects.filter(move=move).count() or move.ended_seats.count()
