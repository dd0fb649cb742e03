"""The end of a poll: by hand, by itself, later than planned."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.polls.closing import PollIsClosed
from chat.polls.models import Poll
from polylogue.jobs.models import Job
from tests.chat.polls import scenes
from tests.support import cast


def over(poll):
    """The time of the poll is over: its job is due."""
    Poll.objects.filter(pk=poll).update(ends_at=timezone.now() - timedelta(seconds=1))
    Job.objects.filter(kind="polls.close").waiting().update(due_at=timezone.now())


def jobs():
    return Job.objects.filter(kind="polls.close").waiting()


def extend(room, by, poll, minutes):
    cast.do(room, by, "polls.extend_poll", poll=poll, minutes=minutes)


def test_a_poll_closes_by_itself(plenary, ben, cleo):
    poll = scenes.opened(plenary, ben, minutes=5)
    scenes.vote(plenary, cleo, poll, 0)
    ends = Poll.objects.get().ends_at
    assert timedelta(minutes=4) < ends - timezone.now() <= timedelta(minutes=5)
    assert jobs().get().due_at == ends
    over(poll)
    scenes.do_what_is_due()
    kept = Poll.objects.get()
    assert kept.closed_at and scenes.result(plenary)["voted"] == 1
    assert scenes.kinds(plenary).count(("polls.poll_closed", "everyone")) == 1


def test_nobody_votes_after_the_time_even_if_nobody_closed_it_yet(plenary, ben, cleo):
    poll = scenes.opened(plenary, ben, minutes=5)
    over(poll)
    with pytest.raises(PollIsClosed):
        scenes.vote(plenary, cleo, poll, 0)
    with pytest.raises(PollIsClosed):
        extend(plenary, ben, poll, 5)


def test_a_poll_gets_more_time(plenary, ben):
    poll = scenes.opened(plenary, ben, minutes=5)
    first = Poll.objects.get().ends_at
    extend(plenary, ben, poll, 10)
    assert Poll.objects.get().ends_at == jobs().get().due_at == first + timedelta(minutes=10)
    (look,) = [entry["look"] for entry in scenes.shown(plenary, "polls.poll_extended")]
    assert look["ends"] == (first + timedelta(minutes=10)).isoformat(timespec="seconds")
    Job.objects.filter(kind="polls.close").update(due_at=first)
    scenes.do_what_is_due()


def test_a_poll_without_an_end_gets_one(plenary, ben):
    poll = scenes.opened(plenary, ben)
    assert not jobs().exists()
    extend(plenary, ben, poll, 2)
    assert jobs().get().due_at == Poll.objects.get().ends_at


def test_closing_by_hand_calls_the_alarm_off(plenary, ben):
    poll = scenes.opened(plenary, ben, minutes=5)
    scenes.close(plenary, ben, poll)
    scenes.close(plenary, ben, poll)
    assert not jobs().exists()
    assert scenes.kinds(plenary).count(("polls.poll_closed", "everyone")) == 1


def test_an_alarm_that_comes_late_closes_nothing_twice(plenary, ben):
    from polylogue.jobs import queue, worker

    poll = scenes.opened(plenary, ben, minutes=5)
    Job.objects.filter(kind="polls.close").update(due_at=timezone.now())
    job = queue.take()
    scenes.close(plenary, ben, poll)
    worker.do(job)
    assert scenes.kinds(plenary).count(("polls.poll_closed", "everyone")) == 1


def test_a_draft_is_not_closed_or_extended(plenary, ben):
    poll = scenes.draft(plenary, ben, minutes=5)
    for name, args in (("close_poll", {}), ("extend_poll", {"minutes": 5})):
        with pytest.raises(PollIsClosed):
            cast.do(plenary, ben, f"polls.{name}", poll=poll, **args)
    assert not jobs().exists()


def test_the_result_of_an_empty_poll_is_that_nobody_voted(plenary, ben):
    for is_anonymous in (False, True):
        scenes.close(plenary, ben, scenes.opened(plenary, ben, is_anonymous=is_anonymous))
        assert scenes.result(plenary)["voted"] == 0
