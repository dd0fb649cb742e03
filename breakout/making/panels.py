"""Above every conversation: choosing one's group, as long as people can."""

from __future__ import annotations

from typing import Any

from breakout import ledger, policies
from breakout.making import choosing, showing
from breakout.models import Round
from polylogue.dialogues.models import Participation
from rooms.entrance import Visit
from rooms.panels import on_stage


@on_stage("making/_stage.html", above=True)
def stage(visit: Visit) -> dict[str, Any] | None:
    """None for whoever cannot choose at all; for others it appears when there is something to choose."""
    if not visit.by.may(policies.CHOOSE):
        return None
    return {"choice": choice(choosing.at_hand(visit.room.dialogue), visit.by)}


def choice(round: Round | None, by: Participation) -> dict[str, Any]:
    """What there is to choose from; `round` is None where nobody chooses now."""
    seat = ledger.seats(round).get(by.person_id) if round else None
    groups = showing.groups(round, by) if round else []
    may = by.may(policies.CHOOSE) and not by.dialogue.is_archived
    return {
        "round": round,
        "groups": groups,
        "own": next((one for one in groups if one.is_own), None),
        "is_pinned": bool(seat and seat.pinned),
        "may_choose": may and not (seat and seat.pinned),
    }
