"""A guest who takes an account goes on in the script of the group in the role and turns they had."""

from __future__ import annotations

from django.dispatch import receiver

from breakout import signals
from breakout.models import Round
from breakout.scripts import choice, clockwork, entries
from breakout.scripts.models import GroupRun
from breakout.scripts.running import Run, replace


@receiver(signals.person_becomes)
def become(round: Round, guest: int, account: int, **_: object) -> None:
    script = choice.of(round) if round.is_open else None
    if script is None:
        return
    script.round = round
    clockwork.catch_up(script, by=account)
    kept_runs = GroupRun.objects.filter(script=script).select_related("group__room", "script")
    for kept in kept_runs.order_by("pk"):
        run = renamed(kept.run, guest, account)
        clockwork.keep(kept, run, entries.RolesHanded, by=account)
    clockwork.schedule(script)


def renamed(run: Run, guest: int, account: int) -> Run:
    """The same run with the one person in place of the other."""

    def now(person: int) -> int:
        return account if person == guest else person

    return replace(
        run,
        people=tuple(map(now, run.people)),
        about=now(run.about),
        beats=tuple(replace(beat, person=now(beat.person)) for beat in run.beats),
        held={role: tuple(map(now, people)) for role, people in run.held.items()},
        waits_for=now(run.waits_for),
    )
