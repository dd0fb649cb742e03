"""What is due in written history is done by whoever writes it, never by a worker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from breakout.timing import CloseRound
from polylogue.jobs import queue
from polylogue.log import journal

DAY = timedelta(days=1)


@pytest.fixture
def job(dialogue):
    """Was due an hour after something that happened yesterday."""
    began = timezone.now() - DAY
    with journal.dated(began):
        task = CloseRound(lane=dialogue.stream_id, round=1)
        return queue.enqueue(task, at=began + timedelta(hours=1))


def test_no_worker_takes_it_though_it_is_long_due(job):
    assert queue.take() is None


def test_who_writes_the_history_of_its_dialogue_finds_it_at_its_time(job, dialogue):
    assert queue.of_history(dialogue.stream_id, job.due_at) == job
    assert queue.of_history(dialogue.stream_id, job.due_at - timedelta(seconds=1)) is None
    assert queue.of_history(dialogue.stream_id + 1, job.due_at) is None


def test_put_off_in_history_it_stays_there(job, dialogue):
    with journal.dated(job.due_at):
        assert queue.put_off(job.pk, job.due_at + timedelta(hours=1))
    assert queue.take() is None
    assert queue.of_history(dialogue.stream_id, job.due_at) is None
    assert queue.of_history(dialogue.stream_id, timezone.now()) == job


def test_what_is_asked_for_now_is_taken(job, dialogue):
    asked = queue.enqueue(CloseRound(lane=dialogue.stream_id, round=1))
    assert queue.take() == asked
