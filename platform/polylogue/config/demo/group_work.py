"""Group work of the demo event: a round that is over, its report to the plenary, and one prepared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from breakout import grouping, rounds
from breakout.challenges import giving
from breakout.challenges.models import Challenge
from breakout.harvest.commands import ArrangeTurns, CallGroup, EndTurn
from breakout.making.matched import answering, posing
from breakout.making.matched.wishes import Wishes
from breakout.models import Group, Round
from breakout.scripts import choice
from polylogue.config.demo import group_story
from polylogue.config.demo.group_story import Prepared, RoundStory, Turns
from polylogue.config.demo.timetable import Placed
from polylogue.dialogues.models import Participation
from rooms.commands import RoomCommand

if TYPE_CHECKING:
    from polylogue.config.demo.loading import Demo

IN = "peer-exchange"
REPORTED_IN = "harvest-2"
PREPARED_IN = "break-3"
WISHES = Wishes(around=True, size=7)


def happen(demo: Demo, session: Placed) -> None:
    """What belongs to group work in this session, if anything does."""
    story = group_story.read()
    if session.plan.key == IN:
        _work(demo, story.round, session.starts_at)
    elif session.plan.key == REPORTED_IN:
        _report(demo, story.turns, round_of(demo, story.round.title), session.starts_at)
    elif session.plan.key == PREPARED_IN:
        _prepare(demo, story.prepared, session.starts_at)


def round_of(demo: Demo, title: str) -> Round:
    return Round.objects.select_related("dialogue__stream").get(dialogue=demo.dialogue, title=title)


def _work(demo: Demo, story: RoundStory, start: datetime) -> None:
    """Prepared in a break, opened by a countdown, closed by the clock of the server."""
    lead, seconds = demo.people[story.by], timedelta(seconds=1)
    drafted = demo.once("round", lead, start + story.prepared_at * seconds, _draft(story))
    pk = int(drafted.result().result)
    for number, act in enumerate((_cases(demo, story), _choose(story), _seat(demo, story))):
        at = start + (story.prepared_at + 40 * (number + 1)) * seconds
        demo.once(f"round-{number}", lead, at, _with(pk, act), reach=True).result()
    announce = _with(pk, lambda round, by: rounds.announce(round, by, seconds=story.countdown))
    announced = start + story.announced_at * seconds
    demo.once("round-announced", lead, announced, announce, reach=True).result()
    opens = start + story.opens_at * seconds
    demo.clock(opens)
    _talk(demo, story, opens)
    demo.clock(opens + timedelta(minutes=story.minutes + 5))


def _draft(story: RoundStory) -> Callable[[Participation], Any]:
    titles = [group.title for group in story.groups]

    def act(by: Participation) -> int:
        made = rounds.draft(by, title=story.title, minutes=story.minutes)
        grouping.add_groups(made, by, titles=titles)
        return made.pk

    return act


def _with(pk: int, act: Callable[[Round, Participation], Any]) -> Callable[[Participation], None]:
    """What is done to the round as it is then; nothing of it is an answer to keep."""

    def then(by: Participation) -> None:
        act(rounds.find(by.dialogue, pk), by)

    return then


def _cases(demo: Demo, story: RoundStory) -> Callable[[Round, Participation], None]:
    def give(round: Round, by: Participation) -> None:
        for told, group in zip(story.groups, round.groups.all(), strict=True):
            case = Challenge.objects.get(dialogue=by.dialogue, person=demo.people[told.case_of])
            giving.give(round, by, group=group.pk, challenge=case.pk)

    return give


def _choose(story: RoundStory) -> Callable[[Round, Participation], None]:
    return lambda round, by: choice.choose(round, by, sign=story.script)


def _seat(demo: Demo, story: RoundStory) -> Callable[[Round, Participation], None]:
    """As a matching proposes it, so that each seat has its reasons."""

    def seat(round: Round, by: Participation) -> None:
        seats = {
            demo.people[key].pk: group.pk
            for told, group in zip(story.groups, round.groups.all(), strict=True)
            for key in told.people
        }
        cases = answering.cases_in(posing.question(round, WISHES))
        answering.apply(round, by, WISHES, seats=seats, cases=cases, seen=round.version)

    return seat


def _talk(demo: Demo, story: RoundStory, opens: datetime) -> None:
    """All groups at once, in the order of the clock."""
    opened = Group.objects.filter(round__dialogue=demo.dialogue, room__isnull=False)
    streams = dict(opened.values_list("title", "room__stream"))
    steps = [
        (step, group.title, f"group-{group.case_of}-{number}")
        for group in story.groups
        for number, step in enumerate(group.steps)
    ]
    places: dict[str, int] = {}
    for step, title, name in sorted(steps, key=lambda one: one[0].at):
        at = opens + timedelta(seconds=step.at)
        demo.clock(at)
        command = step.command(streams[title], demo.key(name), places)
        done = demo.command(name, demo.people[step.by], at, command).result()
        places[step.id] = done.seq or 0


def _report(demo: Demo, turns: Turns, round: Round, start: datetime) -> None:
    """Each group has the floor in the plenary for some minutes."""
    groups = list(round.groups.values_list("pk", flat=True))
    stream, named = demo.plenary.stream_id, {"round": round.pk}
    calls = zip(turns.calls, groups, [None, *groups], strict=False)
    steps: list[tuple[float, RoomCommand]] = [
        (turns.arranged_at, ArrangeTurns(stream, round=round.pk, groups=groups)),
        *(
            (at, CallGroup(stream, group=group, seconds=turns.seconds, seen=seen, **named))
            for at, group, seen in calls
        ),
        (turns.ended_at, EndTurn(stream, **named)),
    ]
    for number, (at, command) in enumerate(steps):
        moment = start + timedelta(seconds=at)
        demo.command(f"turns-{number}", demo.people[turns.by], moment, command).result()


def _prepare(demo: Demo, story: Prepared, start: datetime) -> None:
    """Groups with their people, for a facilitator to open."""

    def act(by: Participation) -> None:
        made = rounds.draft(by, title=story.title, minutes=story.minutes)
        groups = grouping.add_groups(made, by, titles=[group.title for group in story.groups])
        for told, group in zip(story.groups, groups, strict=True):
            people = [demo.people[key].pk for key in told.people]
            grouping.move(made, by, people=people, to=group.pk, seen=None)

    at = start + timedelta(seconds=story.at)
    demo.once("prepared", demo.people[story.by], at, act, reach=True).result()
