from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator

import pytest
from django.core.mail import send_mail
from django.db import connection

from polylogue.jobs.models import Job
from tests.jobs.postoffice import PostOffice
from tests.jobs.test_queue import let_time_pass
from tests.support import backend

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

Start = Callable[[PostOffice], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(settings) -> Generator[Start]:
    """`start(office)`: a worker process on this test's database, which mails through `office`."""
    settings.EMAIL_BACKEND = "polylogue.jobs.mail.QueueBackend"
    name = connection.settings_dict["NAME"]
    postgres = backend.chosen.postgres
    url = postgres.url(name) if postgres else f"sqlite:///{name}"
    started = []

    def start(office: PostOffice) -> subprocess.Popen[bytes]:
        env = os.environ | {"POLYLOGUE_DATABASE_URL": url, "POLYLOGUE_MAIL_URL": office.url}
        started.append(subprocess.Popen([sys.executable, "-m", "polylogue", "worker"], env=env))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def kill_in_the_middle(start: Start, hangs_at: str) -> PostOffice:
    office = PostOffice(hangs_at)
    worker = start(office)
    assert office.visited.wait(30)
    worker.kill()
    worker.wait()
    office.close()
    return office


def end_of(kind: str) -> Job:
    """The job as it is when somebody has dealt with it."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        job = Job.objects.get(kind=kind)
        if job.done_at or job.given_up_at:
            return job
        time.sleep(0.1)
    raise TimeoutError(job.problem)


def test_a_mail_is_sent_although_its_worker_was_killed_before_it_reached_the_server(start):
    send_mail("Your code", "It is ABCDEF.", None, ["cleo@example.org"])
    kill_in_the_middle(start, "greeting")
    let_time_pass(Job.objects.get(kind="jobs.send_mail"))
    office = PostOffice()
    start(office)
    assert end_of("jobs.send_mail").done_at
    assert len(office.letters) == 1


def test_a_mail_is_not_sent_twice_although_its_worker_was_killed_while_sending(start):
    send_mail("Your code", "It is ABCDEF.", None, ["cleo@example.org"])
    first = kill_in_the_middle(start, "taken")
    let_time_pass(Job.objects.get(kind="jobs.send_mail"))
    second = PostOffice()
    start(second)
    job = end_of("jobs.send_mail")
    assert job.given_up_at and "may be done or not" in job.problem
    assert [len(first.letters), len(second.letters)] == [1, 0]


def test_a_worker_told_to_stop_ends_the_job_it_has(start):
    send_mail("Your code", "It is ABCDEF.", None, ["cleo@example.org"])
    office = PostOffice("taken")
    worker = start(office)
    assert office.visited.wait(30)
    worker.terminate()
    office.closing.set()
    assert worker.wait(30) == 0
    assert Job.objects.get(kind="jobs.send_mail").done_at
