from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from polylogue.dialogues.entries import AnnouncementMade
from polylogue.jobs import queue, tasks
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import DueAction
from polylogue.jobs.worker import do
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from polylogue.log.models import Entry
from polylogue.people.models import User
from tests.jobs.test_queue import let_time_pass


class Bell(DueAction, frozen=True):
    """Announces that the time is up."""

    text: str
    kind = "tests.bell"

    def act(self, by: int) -> None:
        if self.text == "nobody there":
            raise NotFound
        journal.append(self.lane, AnnouncementMade(text=self.text), by=by)


@pytest.fixture(autouse=True)
def bell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tasks.KINDS, Bell.kind, Bell)


def rung(dialogue) -> list[Entry]:
    return list(Entry.objects.filter(stream=dialogue.stream, kind=AnnouncementMade.kind))


def test_a_due_action_is_done_by_the_system_through_the_log(dialogue):
    queue.enqueue(Bell(lane=dialogue.stream_id, text="time is up"))
    do(queue.take())
    (entry,) = rung(dialogue)
    assert entry.actor == User.objects.system()


def test_a_due_action_whose_worker_died_after_the_commit_is_not_done_again(dialogue):
    queue.enqueue(Bell(lane=dialogue.stream_id, text="time is up"))
    dead = queue.take()
    tasks.parse(dead.kind, dead.args).run(dead)
    let_time_pass(dead)
    do(queue.take())
    assert len(rung(dialogue)) == 1
    assert Job.objects.get().done_at


def test_a_due_action_that_was_put_off_rings_at_the_new_time_only(dialogue):
    job = queue.enqueue(Bell(lane=dialogue.stream_id, text="time is up"))
    early = queue.take()
    queue.put_off(job.pk, timezone.now() + timedelta(minutes=5))
    do(early)
    assert rung(dialogue) == []
    let_time_pass(job)
    do(queue.take())
    assert len(rung(dialogue)) == 1


def test_a_refused_due_action_is_set_aside(dialogue):
    queue.enqueue(Bell(lane=dialogue.stream_id, text="nobody there"))
    do(queue.take())
    assert Job.objects.get().given_up_at
