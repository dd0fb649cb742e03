"""Questions to a room, what became of them, and who wants to hear the answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat import pacing
from polylogue.log.models import Stream

LENGTH = 1000
REASON_LENGTH = 500


class Desk(models.Model):
    """Whether a room takes questions, whether they are looked at first, and which one is taken up."""

    stream = models.OneToOneField(Stream, models.CASCADE, primary_key=True, related_name="+")
    open_since = models.DateTimeField(null=True, blank=True)
    reviewed_since = models.DateTimeField(null=True, blank=True)
    current = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"questions in stream {self.stream_id}"

    @property
    def is_open(self) -> bool:
        return self.open_since is not None

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_since is not None


class Question(models.Model):
    """A question is the entry that asked it: its stream and seq are its name everywhere.

    One `for_crew` is seen by the crew and its asker alone, one without `approved_at` not yet by
    anybody else. `answer` is the seq of the entry that wrote the answer which holds now.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be looked at")
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        DISMISSED = "dismissed", _("Set aside")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    text = models.TextField(max_length=LENGTH)
    mentions: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    for_crew = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    approved_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    answer = models.BigIntegerField(null=True, blank=True)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["stream_id", "seq"]
        indexes = [models.Index(fields=["stream", "state"], name="questions_by_state")]

    def __str__(self) -> str:
        return f"question {self.stream_id}:{self.seq}"

    @property
    def was_shown(self) -> bool:
        """Whether it is or was there for everyone."""
        return self.approved_at is not None and not self.for_crew

    @property
    def is_shown(self) -> bool:
        """Whether everyone who can follow the room sees it now."""
        return self.was_shown and self.state in {self.State.OPEN, self.State.ANSWERED}


class Answer(models.Model):
    """A written answer is the entry that gave it; it holds while its question names it."""

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    question = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()

    class Meta:
        ordering = ["stream_id", "seq"]
        indexes = [models.Index(fields=["stream", "question"], name="questions_answers_to")]

    def __str__(self) -> str:
        return f"answer {self.stream_id}:{self.seq} to question {self.question}"


class Vote(models.Model):
    """A person wants to hear the answer, too; taken back, the row goes."""

    pk = models.CompositePrimaryKey("stream_id", "seq", "person_id")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"vote for question {self.stream_id}:{self.seq} by person {self.person_id}"


class Untold(pacing.Untold):
    """The votes for this question changed since the log told their number."""


class Pulse(pacing.Pulse):
    """When a room last told how many votes its questions have."""
