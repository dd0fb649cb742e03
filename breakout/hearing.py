"""Who is told of a round: how a draft is planned is for the crew, unless people choose their group."""

from __future__ import annotations

from breakout.models import Round
from polylogue.log.models import Audience


def is_hidden(round: Round) -> bool:
    """Whether the crew alone knows how it is planned."""
    return round.is_draft and not (round.people_choose or round.opens_at)


def audience(round: Round) -> Audience:
    """Who is told what the round and its groups are called."""
    return Audience.CREW if is_hidden(round) else Audience.EVERYONE
