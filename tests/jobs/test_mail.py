from __future__ import annotations

import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.mail.backends.base import BaseEmailBackend

from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.worker import do
from tests.jobs.test_queue import let_time_pass


class Server(BaseEmailBackend):
    """A mail server of which a test decides what it says."""

    got: list[bytes] = []
    says: BaseException | None = None

    def open(self) -> bool:
        return True

    def send_messages(self, messages) -> int:
        if Server.says:
            raise Server.says
        Server.got += [message.message().as_bytes() for message in messages]
        return len(messages)


@pytest.fixture(autouse=True)
def server(settings) -> type[Server]:
    settings.EMAIL_BACKEND = "polylogue.jobs.mail.QueueBackend"
    settings.MAIL_BACKEND = f"{__name__}.Server"
    Server.got, Server.says = [], None
    return Server


def work_once() -> Job:
    job = queue.take()
    assert job
    do(job)
    job.refresh_from_db()
    return job


def test_a_mail_is_sent_by_the_worker_and_not_by_the_page(server):
    send_mail("Your code", "It is ABCDEF.", None, ["cleo@example.org"])
    assert server.got == []
    assert work_once().done_at
    assert b"It is ABCDEF." in server.got[0]


def test_a_mail_keeps_its_letters_parts_and_files(server):
    message = EmailMultiAlternatives("Grüße", "Schöne Grüße, 東京", None, ["cleo@example.org"])
    message.attach_alternative("<p>Schöne Grüße</p>", "text/html")
    message.attach("note.bin", b"\x00\xff", "application/octet-stream")
    written = message.message().as_bytes()
    message.send()
    work_once()
    assert server.got[0].count(b"\n") == written.count(b"\n")
    assert "Schöne Grüße, 東京".encode() in server.got[0] or b"base64" in server.got[0]


def test_the_locmem_and_the_console_backend_can_write_a_queued_mail(settings, capsys):
    for backend in ("locmem", "console"):
        settings.MAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
        send_mail("Grüße", "Über alles", None, ["cleo@example.org"])
        assert work_once().done_at
    assert "Über alles" in capsys.readouterr().out
    assert mail.outbox[-1].message()["To"] == "cleo@example.org"


def test_what_a_mail_said_is_not_kept(server):
    send_mail("Your code", "It is ABCDEF.", None, ["cleo@example.org"])
    assert work_once().args == {}


def test_a_mail_that_the_server_refused_is_tried_again(server):
    send_mail("Your code", "It is ABCDEF.", None, ["cleo@example.org"])
    server.says = smtplib.SMTPResponseException(450, b"come back later")
    job = work_once()
    assert job.crossed_at is None and not job.done_at
    server.says = None
    let_time_pass(job)
    assert work_once().done_at
    assert len(server.got) == 1


def test_a_mail_that_may_have_been_sent_is_not_sent_again(server):
    send_mail("Your code", "It is ABCDEF.", None, ["cleo@example.org"])
    server.says = smtplib.SMTPServerDisconnected("in the middle of it")
    job = work_once()
    assert job.given_up_at and "nobody knows" in job.problem
    assert job.args == {}
