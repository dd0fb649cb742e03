"""Mail is queued with what caused it, so that no page waits for the mail server."""

from __future__ import annotations

import email
import smtplib
from collections.abc import Sequence
from email.message import Message
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import MIMEMixin

from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import Task, task

# What a mail server says no to was surely not sent; after any other fault nobody knows.
SAID_NO = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)


class QueueBackend(BaseEmailBackend):
    """Django's mail door: a message becomes a job in the caller's transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            source = message.message().as_bytes().decode("latin-1")
            queue.enqueue(SendMail(message.from_email, message.recipients(), source))
        return len(email_messages)


@task("jobs.send_mail")
class SendMail(Task, frozen=True):
    """Hand one message to the mail server, once: after the handing over began it is not repeated."""

    sender: str
    recipients: list[str]
    source: str
    forgets = True

    def run(self, job: Job) -> None:
        server = mail.get_connection(settings.MAIL_BACKEND)
        server.open()
        try:
            self._hand_over(job, server)
        finally:
            server.close()

    def _hand_over(self, job: Job, server: BaseEmailBackend) -> None:
        queue.cross(job)
        try:
            server.send_messages([_Finished(self)])
        except SAID_NO:
            raise
        except Exception as problem:
            queue.give_up(job, f"nobody knows whether it was sent: {problem}")


class _Finished(EmailMessage):
    """A message as it was written when it was queued, its Message-ID and date included."""

    def __init__(self, queued: SendMail) -> None:
        super().__init__(from_email=queued.sender, to=queued.recipients)
        self.queued = queued

    def recipients(self) -> list[str]:
        return self.queued.recipients

    def message(self, **_: Any) -> Any:
        return email.message_from_bytes(self.queued.source.encode("latin-1"), _class=_Written)


class _Written(MIMEMixin, Message):  # type: ignore[misc]
    """A parsed message that mail backends can write as they write Django's own."""
