"""The case of each group on the board and in the cockpit, which the crew alone sees."""

from __future__ import annotations

from breakout.challenges import policies, reading
from breakout.challenges.entries import CaseGiven
from breakout.challenges.groups import cases_of
from breakout.models import Round
from breakout.tiles import Shown, tile
from polylogue.dialogues.models import Participation


@tile(CaseGiven.kind)
def cases(round: Round, by: Participation) -> Shown:
    if not by.may(policies.SEE_ALL):
        return {}
    found = cases_of(round)
    cards = zip(found, reading.shown(found.values()), strict=True)
    return {
        group: ("challenges/_tile.html", {"title": card.title, "who": card.who})
        for group, card in cards
    }
