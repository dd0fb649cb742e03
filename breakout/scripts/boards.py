"""Scripts on the board and in the cockpit: which one a round works by, and where each group stands."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from breakout import policies as rounds
from breakout.lines import line
from breakout.models import Round
from breakout.scripts import choice, lasting, policies, running, showing, telling
from breakout.scripts.entries import ScriptChosen
from breakout.scripts.models import GroupRun
from breakout.scripts.running import Run
from breakout.scripts.script import Script
from breakout.tiles import Shown, tile
from polylogue.dialogues.models import Participation


@line("scripts/_of_round.html")
def of_round(round: Round, by: Participation) -> dict[str, Any] | None:
    """Its name, whether there is time for it, and for a draft the way to another; nothing of a round that has none."""
    chosen = choice.of(round)
    may_choose = round.is_draft and by.may(policies.CHOOSE)
    if chosen is None and not may_choose:
        return None
    script = chosen.shown if chosen else None
    return {
        "name": script.name if script else "",
        "may_choose": may_choose,
        "too_short": _too_short(round, script) if script else None,
        "may_lead": by.may(rounds.LEAD),
    }


def _too_short(round: Round, script: Script) -> dict[str, str] | None:
    """How long both take, if the script takes longer."""
    length = lasting.lasts(round)
    if length is None or not lasting.is_too_short(round, script):
        return None
    return {
        "script": showing.minutes(lasting.needed(script, round)),
        "round": showing.minutes(length),
    }


@tile(ScriptChosen.kind)
def steps(round: Round, by: Participation) -> Shown:
    """The step of each group. No entry of the dialogue tells that it began; the cockpit looks often enough."""
    script = choice.of(round)
    if script is None:
        return {}
    now, shown = timezone.now(), script.shown
    runs = {
        kept.group_id: running.state_at(Run.of(shown, kept.run.state), now)
        for kept in GroupRun.objects.filter(script=script).select_related("script")
    }
    waiting = {run.waits_for for run in runs.values()} - {0}
    names = telling.names_of(round.dialogue_id, waiting) if waiting else {}
    return {
        group: (
            "scripts/_tile.html",
            {
                "title": run.step.title if run.step else "",
                "seconds": running.seconds_left(run, now),
                "is_held": run.is_held,
                "waits_for": names.get(str(run.waits_for), ""),
            },
        )
        for group, run in runs.items()
    }
