"""What filling groups says of a round in the head of its board: where one reads why people sit where they do."""

from __future__ import annotations

from typing import Any

from breakout import policies
from breakout.lines import line
from breakout.models import Round, Seat
from polylogue.dialogues.models import Participation


@line("making/_why_here.html")
def why_here(round: Round, by: Participation) -> dict[str, Any] | None:
    """Only where a matching seated somebody: others sit where they do for no reason."""
    if not by.may(policies.LEAD):
        return None
    seats = Seat.objects.filter(round=round, ended_by=None).exclude(reasons=[])
    return {} if seats.exists() else None
