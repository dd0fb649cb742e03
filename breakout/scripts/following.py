"""What happens to a round happens to its script: it begins, people come and go, it ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec
from django.dispatch import receiver

from breakout import ledger, signals
from breakout.models import Group, Move, Round
from breakout.scripts import choice, clockwork, entries, running
from breakout.scripts.cases import case_givers
from breakout.scripts.models import GroupRun, RoundScript
from breakout.scripts.running import Run
from polylogue.log import journal


@receiver(signals.round_opened)
def begin(round: Round, by: int, **_: object) -> None:
    """Draws the roles of each group and begins the first step, in all at the same moment."""
    script = choice.of(round)
    if script is None or script.script.is_free:
        return
    choice.renew(script)
    script.round, now = round, journal.now()
    active = set(round.dialogue.participations.active().values_list("person_id", flat=True))
    people: dict[int, list[int]] = {}
    for person, seat in ledger.seats(round).items():
        if person in active:
            people.setdefault(seat.group_id, []).append(person)
    groups = list(round.groups.filter(closed_by=None).select_related("room"))
    givers = case_givers(groups)
    for group in groups:
        drawn = running.plan(
            script.script, people.get(group.pk, ()), givers.get(group.pk), group.pk
        )
        _keep_first(script, group, running.begin(drawn, now), by=by)
    clockwork.schedule(script)


@receiver(signals.group_added)
def begin_late(round: Round, group: Group, by: int, **_: object) -> None:
    """A group that is made meanwhile stands where the others do, if nobody held them."""
    script = choice.of(round)
    if script is None or script.script.is_free or round.opened_at is None:
        return
    script.round = round
    drawn = running.plan(script.script, (), None, group.pk)
    run = running.state_at(running.begin(drawn, round.opened_at), journal.now())
    _keep_first(script, group, run, by=by)
    clockwork.schedule(script)


def _keep_first(script: RoundScript, group: Group, run: Run, *, by: int) -> None:
    state = msgspec.to_builtins(run.state)
    kept = GroupRun.objects.create(group=group, script=script, state=state, due_at=run.until)
    fact = entries.RunFinished if run.is_finished else entries.StepBegan
    clockwork.tell(kept, run, fact, by=by)


@receiver(signals.people_seated)
def change_people(
    round: Round, move: Move, changed: Mapping[int, Group | None], **_: object
) -> None:
    """Who leaves hands on their roles; who comes is one of the rest. Travellers are seen to elsewhere."""
    script = choice.of(round) if round.is_open and move.how != Move.How.TRAVEL else None
    if script is None:
        return
    script.round = round
    clockwork.catch_up(script, by=move.by_id)
    groups = {person: group.pk if group else None for person, group in changed.items()}
    kept_runs = GroupRun.objects.filter(script=script).select_related("group__room", "script")
    for kept in kept_runs.order_by("pk"):
        coming = [person for person, group in groups.items() if group == kept.group_id]
        going = [p for p in kept.run.people if groups.get(p, kept.group_id) != kept.group_id]
        run = _with(kept, coming, going)
        clockwork.keep(kept, run, entries.RolesHanded, by=move.by_id)
    clockwork.schedule(script)


def _with(kept: GroupRun, coming: Collection[int], going: Collection[int]) -> Run:
    run, now = kept.run, journal.now()
    for person in going:
        run = running.left(run, person, now)
    if not run.people and coming:
        return _gathered(kept, run, coming)
    for person in coming:
        run = running.joined(run, person, now)
    return run


def _gathered(kept: GroupRun, run: Run, coming: Collection[int]) -> Run:
    """Nobody was there: roles are drawn anew, with the case giver of before if they are back."""
    back = run.about if run.about in coming else None
    giver = back or case_givers([kept.group]).get(kept.group_id)
    after = running.gathered(run, coming, giver, kept.group_id)
    return running.resume(after, journal.now()) if run.waits_for else after


@receiver(signals.round_closed)
def end(round: Round, **_: object) -> None:
    """Nothing begins any more; where each group stood remains."""
    if script := choice.of(round):
        clockwork.stop(script)
        script.save(update_fields=["ticks_by"])
