from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from polylogue.jobs import queue, tasks
from polylogue.jobs.models import Job
from polylogue.jobs.worker import Worker, do
from tests.jobs.conftest import Note


def work() -> None:
    """Does everything that is due, except what comes every day."""
    while job := queue.take():
        do(job)


def let_time_pass(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(
        due_at=timezone.now(), held_until=timezone.now() - timedelta(seconds=1)
    )


def test_a_job_is_done_once(notes):
    job = queue.enqueue(Note("hello"))
    work()
    work()
    job.refresh_from_db()
    assert notes == ["hello"]
    assert job.done_at and not job.problem


def test_a_job_of_a_transaction_that_failed_never_was(notes):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue.enqueue(Note("hello"))
        1 / 0  # noqa: B018
    work()
    assert notes == []


def test_a_job_waits_until_it_is_due(notes):
    job = queue.enqueue(Note("later"), at=timezone.now() + timedelta(hours=1))
    work()
    assert notes == []
    let_time_pass(job)
    work()
    assert notes == ["later"]


def test_a_named_job_is_asked_for_once(notes):
    for _ in range(3):
        queue.enqueue_once("the one", Note("hello"))
    work()
    queue.enqueue_once("the one", Note("hello"))
    work()
    assert notes == ["hello"]


def test_a_failed_job_is_tried_again_after_longer_and_longer_pauses():
    job = queue.enqueue(Note("trouble"))
    pauses = []
    for _ in range(3):
        let_time_pass(job)
        work()
        job.refresh_from_db()
        pauses.append(round((job.due_at - timezone.now()).total_seconds()))
    assert pauses == [2, 4, 8]
    assert job.problem == "OSError: the disk is full"


def test_a_job_that_never_works_is_set_aside():
    job = queue.enqueue(Note("trouble"))
    for _ in range(Note.tries):
        let_time_pass(job)
        work()
    job.refresh_from_db()
    assert job.given_up_at
    assert queue.take() is None


def test_a_job_of_an_unknown_kind_is_set_aside_and_not_tried(notes):
    job = Job.objects.create(kind="from.the.future", args={"x": 1})
    work()
    job.refresh_from_db()
    assert job.given_up_at and job.tries == 1


def test_the_job_of_a_dead_worker_is_taken_over(notes):
    queue.enqueue(Note("hello"))
    dead = queue.take()
    assert dead and queue.take() is None
    let_time_pass(dead)
    work()
    assert notes == ["hello"]


def test_a_worker_thought_dead_cannot_spoil_what_its_successor_did(notes):
    queue.enqueue(Note("hello"))
    slow = queue.take()
    let_time_pass(slow)
    successor = queue.take()
    queue.finish(successor)
    queue.put_back(slow, "I was slow")
    job = Job.objects.get()
    assert job.done_at and not job.problem


def test_a_job_taken_back_is_not_done(notes):
    job = queue.enqueue(Note("hello"))
    assert queue.cancel(job.pk)
    work()
    assert notes == []
    assert not queue.cancel(job.pk)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_hold_the_same_job():
    for number in range(40):
        queue.enqueue(Note(str(number)))

    def take_all() -> list[int]:
        taken = []
        while job := queue.take():
            taken.append(job.pk)
        connection.close()
        return taken

    with ThreadPoolExecutor(4) as workers:
        hands = [workers.submit(take_all) for _ in range(4)]
        taken = [pk for hand in hands for pk in hand.result(60)]
    assert len(taken) == 40
    assert len(set(taken)) == 40


def test_what_comes_every_day_is_done_once_a_day_whoever_works():
    for _ in range(2):
        worker = Worker()
        while worker.step():
            pass
    done = Job.objects.filter(done_at__isnull=False).values_list("kind", flat=True)
    assert sorted(done) == sorted(daily.kind for daily in tasks.DAILY)


def test_a_worker_that_is_told_to_leave_ends(transactional_db):
    from polylogue.jobs.worker import thread

    worker, runs = thread()
    worker.leaving.set()
    runs.join(10)
    assert not runs.is_alive()


def test_idle_work_that_cannot_go_on_keeps_no_other_from_it(monkeypatch):
    done = []
    monkeypatch.setattr(tasks, "IDLE", [lambda: 1 / 0, lambda: done.append("went on")])
    worker = Worker()
    while worker.step():
        pass
    assert done == ["went on"]
