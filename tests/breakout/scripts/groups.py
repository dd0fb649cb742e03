"""Rounds with a script, and a clock that the tests move by moving what was done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from breakout.models import Group, Round
from breakout.scripts import actions, choice
from breakout.scripts.models import GroupRun, RoundScript
from breakout.scripts.running import Run
from polylogue.jobs import queue, worker
from polylogue.jobs.models import Job
from polylogue.log import reading
from polylogue.log.models import Entry
from polylogue.people.models import User
from rooms.models import Room
from tests.breakout import scenes
from tests.breakout.scripts.scenes import script
from tests.support import cast


def chosen(round: Round, by: User, sign: str) -> Round:
    scenes.do(round, by, choice.choose, sign=sign)
    return round


def own(round: Round, ada: User, **says: Any) -> int:
    """A script that staff wrote; returns its number."""
    write = lambda part: actions.write_script(part, script=script(**says))  # noqa: E731
    return int(scenes.act(round.dialogue, ada, write).result)


def seated(dialogue: Any, ben: User, *groups: list[User], sign: str = "peer_consultation") -> Round:
    """A draft with these people in its groups, and a script."""
    round = scenes.drafted(dialogue, ben, groups=len(groups))
    for place, people in enumerate(groups):
        if people:
            scenes.move(round, ben, *people, to=place)
    round.refresh_from_db()
    return chosen(round, ben, sign)


def group(round: Round, place: int = 0) -> Group:
    return list(round.groups.select_related("room__dialogue"))[place]


def room(round: Round, place: int = 0) -> Room:
    found = group(round, place).room
    assert found
    return found


def run(round: Round, place: int = 0) -> Run:
    """Where a group stands as it was told last."""
    return GroupRun.objects.get(group=group(round, place)).run


def later(round: Round, minutes: float) -> None:
    """As if what was done had been done so long before; then the server does what is due."""
    back = timedelta(minutes=minutes)
    for kept in GroupRun.objects.filter(script__round=round):
        for name in ("since", "until"):
            if moment := getattr(kept.run, name):
                kept.state[name] = (moment - back).isoformat()
        kept.due_at = kept.due_at - back if kept.due_at else None
        kept.save()
    Round.objects.filter(pk=round.pk).update(opened_at=round.opened_at - back)
    round.moves.update(at=F("at") - back)
    ticks = RoundScript.objects.filter(round=round).values_list("ticks_by", flat=True)
    for job in Job.objects.filter(pk__in=ticks):
        Job.objects.filter(pk=job.pk).update(due_at=job.due_at - back)
    do_what_is_due()
    round.refresh_from_db()


def do_what_is_due() -> None:
    while job := queue.take():
        worker.do(job)


def told(room: Room) -> list[tuple[str, str]]:
    """The kinds of what the room was told of its script, with the step each shows."""
    found = Entry.objects.filter(stream=room.stream_id, kind__startswith="scripts.").order_by("seq")
    return [
        (item["kind"].removeprefix("scripts."), item["data"]["look"].get("title", ""))
        for item in reading.shown(found)
    ]


def crowd(dialogue: Any, *names: str) -> list[User]:
    people = [cast.person(name) for name in names]
    cast.enrol_all(dialogue, people)
    return people


def soon(moment: Any) -> float:
    """Minutes from now."""
    return (moment - timezone.now()).total_seconds() / 60
