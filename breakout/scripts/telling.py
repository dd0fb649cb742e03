"""What entries about a running script show: the step, its roles and its time, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from breakout.scripts import entries, running, showing
from breakout.scripts.circles import circles
from breakout.scripts.models import RoundScript
from breakout.scripts.running import Run, State
from breakout.scripts.script import Role, Script, Step
from polylogue.dialogues.cards import cards
from polylogue.log.facts import Resolved, resolve_with, tell_with
from polylogue.log.models import Entry

KINDS = tuple(fact.kind for fact in entries.RUN_FACTS)
Look = dict[str, Any]
Names = dict[str, str]


@resolve_with(*KINDS)
def resolve(found: list[Entry]) -> Resolved:
    rounds = {entry.data["round"] for entry in found}
    kept = RoundScript.objects.select_related("round").filter(round__in=rounds)
    scripts = {script.round_id: (script.round.dialogue_id, script.shown) for script in kept}
    names: dict[int, Names] = {}
    runs = []
    for entry in (entry for entry in found if entry.data["round"] in scripts):
        dialogue, script = scripts[entry.data["round"]]
        run = Run.of(script, msgspec.convert(entry.data["state"], State))
        runs.append((entry, dialogue, run))
    for dialogue in {dialogue for _entry, dialogue, _run in runs}:
        everyone = [people_of(run) for _entry, where, run in runs if where == dialogue]
        names[dialogue] = names_of(dialogue, set().union(*everyone))
    return {
        (entry.stream_id, entry.seq): {"look": look(run, names[dialogue])}
        for entry, dialogue, run in runs
    }


@tell_with(*KINDS)
def told(data: dict[str, Any]) -> list[str]:
    """The title of the step that begins."""
    shown = data.get("look", {})
    return [shown["title"]] if shown.get("title") else []


def people_of(run: Run) -> set[int]:
    """Everybody whose name may be shown with the run."""
    return {*run.people, run.waits_for, *(beat.person for beat in run.beats)} - {0}


def names_of(dialogue: int, people: set[int]) -> Names:
    return {str(pk): card["name"] for pk, card in cards(dialogue, people).items()}


def look(run: Run, known: Names) -> Look:
    """A run as pages and browsers show it: the same for everybody, who find themselves in it."""
    beat, step = run.beat, run.step
    if beat is None or step is None or not run.has_begun:
        return {"over": True}
    names = {str(pk): known[str(pk)] for pk in people_of(run) if str(pk) in known}
    return {
        "at": run.at,
        "of": len(run.beats),
        "title": step.title,
        "says": step.says,
        "writes": showing.who_writes(step, run.script),
        "may_write": [person for person in run.people if running.may_write(run, person)],
        "until": _utc(run.until),
        "left": run.left.total_seconds() if run.left is not None else None,
        "waits_for": names.get(str(run.waits_for), ""),
        "turn": names.get(str(beat.person), ""),
        **_captures(step),
        "roles": [_role(role, run) for role in run.script.roles],
        "people": list(run.people),
        "circles": [list(one) for one in circles(run.people, step.circle)] if step.circle else [],
        "alone": step.circle == 1,
        "next": _next(run, run.script),
        "together": run.script.travels,
        "names": names,
    }


def _captures(step: Step) -> Look:
    """Which text of the group the step is written down in; advice has its place beside the case."""
    noted = showing.TO_NOTE.get(step.captures)
    return {"captures": noted.text, "noted": str(noted.words)} if noted else {"captures": ""}


def _role(role: Role, run: Run) -> Look:
    asks = run.step.asks.get(role.key, "") if run.step else ""
    return {
        "key": role.key,
        "title": role.title,
        "people": list(run.held[role.key]),
        "asks": asks,
        "leads": role.leads,
        "chosen": role.cast == "chosen",
        "single": role.cast not in {"rest", "turn"},
    }


def _next(run: Run, script: Script) -> str:
    """“Then: Advice, 10 minutes”, for example."""
    if run.next_beat is None:
        return _("Then: free talk until the end of the round")
    step = script.steps[run.next_beat.step]
    words = {"title": step.title, "minutes": showing.minutes(step.minutes)}
    return _("Then: %(title)s, %(minutes)s") % words


def _utc(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") if moment else None
