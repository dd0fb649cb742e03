"""The script on the page of a group: what is asked of everybody now, and of its reader."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from breakout.scripts import running, steering, telling
from breakout.scripts.models import GroupRun
from breakout.scripts.running import Run
from breakout.scripts.telling import Look
from polylogue.dialogues.models import Participation
from polylogue.dialogues.policies import LEADS
from rooms.entrance import Visit
from rooms.models import Room
from rooms.panels import on_stage


@on_stage("scripts/_now.html", above=True)
def now(visit: Visit) -> dict[str, Any] | None:
    """Of every group, so that whoever is taken there finds the place where its steps are shown."""
    room, by = visit.room, visit.by
    if room.kind != Room.Kind.GROUP:
        return None
    kept = steering.of_room(room) if room.is_open else None
    look = _look(kept, room) if kept else None
    shown = look if look and not look.get("over") else None
    return {"look": shown, **_rights(by), **(_mine(shown, kept, by) if shown and kept else {})}


def _look(kept: GroupRun, room: Room) -> Look:
    run = running.state_at(Run.of(kept.script.shown, kept.run.state), timezone.now())
    return telling.look(run, telling.names_of(room.dialogue_id, telling.people_of(run)))


def _rights(by: Participation) -> dict[str, Any]:
    is_lead = bool(set(by.roles) & LEADS)
    return {"me": by.person_id, "is_crew": by.is_crew, "is_lead": is_lead}


def _mine(look: Look, kept: GroupRun, by: Participation) -> dict[str, Any]:
    """What the step is for one person: their roles, what they are asked, whether they may write."""
    me, names = by.person_id, look["names"]
    mine = [role for role in look["roles"] if me in role["people"]]
    circle: list[int] = next((one for one in look["circles"] if me in one), [])
    is_free = by.is_crew or me in look["may_write"]
    return {
        "mine": ", ".join(role["title"] for role in mine),
        "asks": [role["asks"] for role in mine if role["asks"]],
        "with": ", ".join(names.get(str(person), "") for person in circle if person != me),
        "is_listening": me in look["people"] and not is_free,
        "may_steer": _may_steer(look, kept, by),
        "seconds": _seconds(kept),
    }


def _may_steer(look: Look, kept: GroupRun, by: Participation) -> bool:
    if look["together"]:
        return bool(set(by.roles) & LEADS)
    return steering.may_steer(kept.run, by)


def _seconds(kept: GroupRun) -> float:
    return running.seconds_left(kept.run, timezone.now())
