"""The register of transcripts that were handed out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Dialogue
from rooms.models import Room


class Download(models.Model):
    """Who was given which transcript, when, and the file's SHA-256 once it had left in full."""

    class Format(models.TextChoices):
        MARKDOWN = "markdown", _("Markdown")
        JSONL = "jsonl", _("JSON Lines")
        EXTRACT = "extract", _("Extract to pass on")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="downloads")
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="downloads")
    format = models.CharField(max_length=10, choices=Format)
    heads: models.JSONField[Any, Any] = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    sha256 = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"transcript {self.pk}"

    @property
    def entries(self) -> int:
        """How many entries the streams held, up to which it tells."""
        return sum(head for _stream, _epoch, head in self.heads)
