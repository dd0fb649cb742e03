"""Whether a round is long enough for the script that its groups work by."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from breakout import ledger
from breakout.models import Round
from breakout.scripts.script import Script

MINUTE = timedelta(minutes=1)


def needed(script: Script, round: Round) -> int:
    """The minutes that the largest group takes; as long as nobody sits anywhere, the smallest there can be."""
    sizes = Counter(seat.group_id for seat in ledger.seats(round).values())
    return script.minutes(max(sizes.values(), default=script.least))


def lasts(round: Round) -> int | None:
    """The minutes of the round, as it was drafted or as it was changed since; None if no end is set."""
    if round.opened_at and round.ends_at:
        return round_to_minutes(round.ends_at - round.opened_at)
    return None if round.opened_at else round.minutes


def is_too_short(round: Round, script: Script) -> bool:
    length = lasts(round)
    return length is not None and not round.closed_at and needed(script, round) > length


def round_to_minutes(time: timedelta) -> int:
    return round(time / MINUTE)
