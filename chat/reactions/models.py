"""Who reacted to what, and what of it the log does not tell yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from chat import pacing
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


class Untold(pacing.Untold):
    """The reactions to this message changed since the log told their counts."""


class Pulse(pacing.Pulse):
    """When a room last told how its messages were reacted to."""
