"""What the clock does to groups that run a script: the next step, the next table, the end.

Everything here runs inside the writer with every stream of the dialogue locked. One job for each
round wakes when the next step begins somewhere; how late it wakes matters to nobody's time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.db.models import QuerySet

from breakout import ledger
from breakout.ledger import Change
from breakout.models import Group, Move
from breakout.scripts import entries, running
from breakout.scripts.entries import RunFact
from breakout.scripts.models import GroupRun, RoundScript
from breakout.scripts.running import Run
from polylogue.dialogues.intents import every_stream_of
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.log import journal


@task("scripts.next_step")
class NextStep(DueAction, frozen=True):
    """Begin the next step in groups of a round whose step is over."""

    round: int

    def streams(self) -> tuple[int, ...]:
        return every_stream_of(self.lane)()

    def act(self, by: int) -> Any:
        scripts = RoundScript.objects.select_related("round__dialogue")
        for script in scripts.filter(round=self.round):
            script.ticks_by = None
            if script.round.is_open:
                catch_up(script, by=by)
            schedule(script)


def open_runs(script: RoundScript) -> QuerySet[GroupRun]:
    runs = GroupRun.objects.filter(script=script, group__closed_by=None)
    found = runs.select_related("group__room", "script__round__dialogue")
    return found.order_by("group__position", "group__pk")


def catch_up(script: RoundScript, *, by: int) -> None:
    """Each step that began until now, in the order in which they did, with who changes tables then."""
    now = journal.now()
    while due := list(open_runs(script).filter(due_at__lte=now).order_by("due_at", "group__pk")):
        moment = due[0].due_at
        together = [kept for kept in due if kept.due_at == moment]
        if moment is None:
            return
        travels = [kept for kept in together if running.travels_after(kept.run, kept.run.at)]
        for kept in together:
            keep(kept, running.state_at(kept.run, moment), entries.StepBegan, by=by)
        if travels:
            travel(script, moment, by=by)


def travel(script: RoundScript, moment: datetime, *, by: int) -> None:
    """All but those who stay go on to the next table."""
    tables = list(open_runs(script))
    seats = ledger.seats(script.round)
    to: dict[int, Group] = {}
    for place, kept in enumerate(tables):
        run, following = kept.run, tables[(place + 1) % len(tables)].group
        for person in run.people:
            seat = seats.get(person)
            if seat and seat.group_id == kept.group_id and not running.stays(run, person):
                to[person] = following
    ledger.seat(script.round, Change(dict(to)), by=by, how=Move.How.TRAVEL)
    for kept in tables:
        run = kept.run
        for person in [p for p in run.people if p in to and to[p] != kept.group]:
            run = running.left(run, person, moment)
        for person in sorted(p for p, group in to.items() if group == kept.group):
            run = running.joined(run, person, moment)
        keep(kept, run, entries.RolesHanded, by=by)


def keep(kept: GroupRun, run: Run, fact: type[RunFact], *, by: int) -> None:
    """Keeps where the group stands and tells it, as `fact` or as what is more; not if nothing changed."""
    before = kept.run
    if run == before and kept.pk:
        return
    if run.is_finished:
        fact = entries.RunFinished
    elif run.at != before.at:
        fact = entries.StepBegan
    kept.state, kept.due_at = msgspec.to_builtins(run.state), run.until
    kept.save()
    tell(kept, run, fact, by=by)


def tell(kept: GroupRun, run: Run, fact: type[RunFact], *, by: int) -> None:
    room = kept.group.room
    if room is not None:
        told = fact(round=kept.group.round_id, group=kept.group_id, state=run.state)
        journal.append(room.stream_id, told, by=by)


def schedule(script: RoundScript) -> None:
    """Has the round woken when the next step begins in one of its groups."""
    due = open_runs(script).exclude(due_at=None).order_by("due_at").first()
    at = due.due_at if due and script.round.closed_at is None else None
    if at is None:
        stop(script)
    elif script.ticks_by is None or not queue.put_off(script.ticks_by, at):
        lane = script.round.dialogue.stream_id
        script.ticks_by = queue.enqueue(NextStep(lane=lane, round=script.round_id), at=at).pk
    script.save(update_fields=["ticks_by"])


def stop(script: RoundScript) -> None:
    if script.ticks_by is not None:
        queue.cancel(script.ticks_by)
        script.ticks_by = None
