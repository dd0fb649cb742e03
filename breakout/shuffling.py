"""Everybody who sits somewhere sits somewhere else, at random; groups keep their sizes."""

from __future__ import annotations

from secrets import SystemRandom

from breakout import ledger, policies, rounds
from breakout.ledger import Change
from breakout.models import Move, Round
from polylogue.dialogues.models import Participation


def shuffle(round: Round, by: Participation) -> Move | None:
    """Whoever is pinned stays; in an open round everybody else is taken along at once."""
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    seats = [seat for seat in ledger.seats(round).values() if not seat.pinned]
    groups = [seat.group for seat in seats]
    SystemRandom().shuffle(groups)
    to = {seat.person_id: group for seat, group in zip(seats, groups, strict=True)}
    return ledger.seat(round, Change(to), by=by.person_id, how=Move.How.RANDOM)
