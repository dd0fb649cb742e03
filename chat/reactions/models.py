"""Who reacted to what, and what of it the log does not tell yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from polylogue.log.models import Stream


class Reaction(models.Model):
    """A person's reaction to a message, named by stream and seq; taken back, the row goes."""

    pk = models.CompositePrimaryKey("stream_id", "seq", "person_id", "emoji")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=8)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.emoji} on {self.stream_id}:{self.seq} by person {self.person_id}"


class Untold(models.Model):
    """The reactions to this message changed since the log told their counts."""

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["since"]

    def __str__(self) -> str:
        return f"reactions to {self.stream_id}:{self.seq} to be told"


class Pulse(models.Model):
    """When a room last told its counts; `due_at`: when a job will tell what came since."""

    stream = models.OneToOneField(Stream, models.CASCADE, primary_key=True, related_name="+")
    told_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"reactions in stream {self.stream_id} told at {self.told_at}"
