"""What a group does with its own time and roles. Inside the writer, with every stream of the dialogue locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from breakout.scripts import clockwork, entries, policies, running
from breakout.scripts.entries import RunFact
from breakout.scripts.models import GroupRun, RoundScript
from breakout.scripts.running import Run
from breakout.scripts.script import Role
from polylogue.dialogues.models import Participation
from polylogue.dialogues.policies import LEADS
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from polylogue.log import journal
from rooms.actions import require_inside
from rooms.models import Room

Act = Callable[[Run, datetime], Run]

MOST_MINUTES = 60


class RunIsOver(Refusal):
    code = "run-over"
    sentence = _("This group is through with its script.")


class KeptTogether(Refusal):
    code = "kept-together"
    status = 403
    sentence = _(
        "People change tables in this script, so its time is the same for all: ask a facilitator."
    )


def hold(room: Room, by: Participation) -> None:
    """Stops the time of the step; if it stands still already, it goes on standing still."""
    _steer(room, by, running.hold, entries.StepHeld)


def resume(room: Room, by: Participation) -> None:
    _steer(room, by, running.resume, entries.StepResumed)


def skip(room: Room, by: Participation, *, at: int) -> None:
    """Ends the step that is the `at`-th of the group now; one that is over already is not skipped again."""
    _steer(room, by, running.skip, entries.StepBegan, at=at)


def add_minutes(room: Room, by: Participation, *, minutes: int) -> None:
    if not 1 <= minutes <= MOST_MINUTES:
        raise Invalid
    _steer(room, by, lambda run, now: running.extend(run, minutes, now), entries.MinutesAdded)


def hand_role(room: Room, by: Participation, *, role: str, person: int) -> None:
    """Gives a role to somebody of the group; one that the group chooses anybody can take for themselves."""
    kept = _run(room, by)
    found = kept.run.script.role(role)
    if found is None or found.cast in {"rest", "turn"} or person not in kept.run.people:
        raise NotFound(_("This role, or this person, is not in the group."))
    takes = found.cast == "chosen" and person == by.person_id
    if not takes and not may_steer(kept.run, by):
        raise NotAllowed
    run = running.handed(kept.run, role, person, journal.now())
    clockwork.keep(kept, run, entries.RolesHanded, by=by.person_id)
    clockwork.schedule(kept.script)


def may_steer(run: Run, by: Participation) -> bool:
    """The crew may; of the group whoever leads it, or everyone if nobody does."""
    if by.is_crew:
        return True
    leading = leads(run)
    return by.person_id in run.people and (not leading or _holds_one(run, leading, by.person_id))


def leads(run: Run) -> list[Role]:
    """The roles that lead the group, as far as somebody has them."""
    return [role for role in run.script.roles if role.leads and run.held[role.key]]


def _holds_one(run: Run, roles: list[Role], person: int) -> bool:
    return any(person in run.held[role.key] for role in roles)


def _steer(
    room: Room,
    by: Participation,
    act: Act,
    fact: type[RunFact],
    *,
    at: int | None = None,
) -> None:
    kept = _run(room, by)
    if not may_steer(kept.run, by):
        raise NotAllowed
    if kept.run.is_finished:
        raise RunIsOver
    if at is not None and at != kept.run.at:
        return
    if kept.run.script.travels:
        _steer_all(kept, by, act, fact)
    else:
        clockwork.keep(kept, act(kept.run, journal.now()), fact, by=by.person_id)
    clockwork.schedule(kept.script)


def _steer_all(kept: GroupRun, by: Participation, act: Act, fact: type[RunFact]) -> None:
    """In a script in which people change tables, all tables keep the same time."""
    if not set(by.roles) & LEADS:
        raise KeptTogether
    now, script = journal.now(), kept.script
    before = kept.run
    for table in clockwork.open_runs(script):
        clockwork.keep(table, act(table.run, now), fact, by=by.person_id)
    after = GroupRun.objects.select_related("script").get(pk=kept.pk).run
    if after.at != before.at and running.travels_after(before, before.at):
        clockwork.travel(script, now, by=by.person_id)


def _run(room: Room, by: Participation) -> GroupRun:
    """Where the group of this room stands at this moment; raises NotFound if it runs no script."""
    require_inside(room, by, policies.STEER)
    if kept := of_room(room):
        _catch_up(kept.script, by)
    return of_room(room) or _not_there()


def of_room(room: Room) -> GroupRun | None:
    runs = GroupRun.objects.select_related("script__round__dialogue", "group__room")
    return runs.filter(group__room=room, group__round__closed_at=None).first()


def _catch_up(script: RoundScript, by: Participation) -> None:
    clockwork.catch_up(script, by=by.person_id)


def _not_there() -> NoReturn:
    raise NotFound(_("This group works without a script."))
