"""Texts that several people write at once, and every change that was made to them, in order."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from polylogue.log.models import Stream


class Text(models.Model):
    """A text of a room, by its name there; `revision` is how often it was changed."""

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    words = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "name"], name="texts_text_once_in_a_room"),
        ]

    def __str__(self) -> str:
        return f"{self.name} in stream {self.stream_id}"


class Change(models.Model):
    """What leads from the revision before to this one. `key` was made by whoever wrote it."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    operation: models.JSONField[Any, Any] = models.JSONField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    seq = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["text", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["text", "revision"], name="texts_change_in_order"),
            models.UniqueConstraint(fields=["text", "key"], name="texts_change_once"),
        ]

    def __str__(self) -> str:
        return f"change {self.revision} of text {self.text_id}"
