"""Messages and what they said before they were edited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from polylogue.log.models import Stream
from rooms.protocol import TEXT_LENGTH


class Message(models.Model):
    """A message is the entry that posted it: its stream and seq are its name everywhere."""

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(default=timezone.now)
    text = models.TextField(max_length=TEXT_LENGTH)
    revision = models.PositiveSmallIntegerField(default=1)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["stream_id", "seq"]

    def __str__(self) -> str:
        return f"message {self.stream_id}:{self.seq}"


class Revision(models.Model):
    """What a message said before an edit or a deletion, kept for moderators."""

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["stream_id", "seq", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq", "number"], name="chat_revision_once"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of message {self.stream_id}:{self.seq}"
