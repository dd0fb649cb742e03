"""Who was in which room of the demo event, as the sockets of then would have been seen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from polylogue.config.demo import group_story, group_work
from polylogue.config.demo.group_story import RoundStory
from polylogue.config.demo.timetable import Placed
from polylogue.dialogues.models import Participation
from rooms.models import Room, Stay

if TYPE_CHECKING:
    from polylogue.config.demo.loading import Demo

Span = tuple[datetime, datetime]


def happen(demo: Demo, sessions: list[Placed]) -> None:
    """Keeps all stays of sessions that are over, once."""
    story = group_story.read().round
    round = group_work.round_of(demo, story.title)
    rooms = {group.title: group.room for group in round.groups.select_related("room")}
    opened, closed = round.opened_at, round.closed_at
    if opened is None or closed is None:
        return
    seated = {key: rooms[group.title] for group in story.groups for key in group.people}

    def stays() -> Iterator[tuple[str, Room | None, Span]]:
        for key, room in seated.items():
            yield from ((key, room, span) for span in _in_group(key, story, (opened, closed)))
        for visit in story.visits:
            since, until = (opened + timedelta(seconds=s) for s in (visit.since, visit.until))
            yield visit.by, rooms[visit.group], (since, until)
        for key in demo.people:
            away = (opened, closed) if key in seated else None
            spans = (span for one in sessions[:-1] for span in _in_plenary(key, one, away))
            yield from ((key, demo.plenary, span) for span in spans)

    def act(by: Participation) -> None:
        Stay.objects.bulk_create(
            Stay(dialogue=by.dialogue, room=room, person=demo.people[key], since=since, until=until)
            for key, room, (since, until) in stays()
            if room is not None
        )

    demo.once("stays", demo.host, sessions[-1].starts_at, act).result()


def _in_group(key: str, story: RoundStory, whole: Span) -> Iterator[Span]:
    """From the first moment to the last, but for who came late, or lost the line for a while."""
    opened, closed = whole
    since = opened + timedelta(seconds=story.late.get(key, 0))
    if key in story.lost:
        lost, back = (opened + timedelta(seconds=second) for second in story.lost[key])
        yield since, lost
        since = back
    yield since, closed


def _in_plenary(key: str, session: Placed, away: Span | None) -> Iterator[Span]:
    """Everybody comes a little late or leaves a little early, and breaks are breaks."""
    if session.plan.kind == "break":
        return
    chance = random.Random(f"{key} {session.plan.key}")  # noqa: S311 - nobody's secret
    since = session.starts_at + timedelta(seconds=chance.randrange(0, 90))
    until = session.ends_at - timedelta(seconds=chance.randrange(0, 60))
    if away and since < away[0] < until:
        yield since, away[0]
        since = away[1]
    yield since, until
