"""The register of good practices that were handed out as files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Dialogue


class LibraryExport(models.Model):
    """Who was given which good practices, when, and the file's SHA-256 once it had left in full.

    `dialogue`: the crew's own file, with the state of consent; none for a file of the library.
    """

    class Format(models.TextChoices):
        CSV = "csv", _("CSV, for spreadsheets")
        JSON = "json", _("JSON, for programs")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, null=True, related_name="+")
    format = models.CharField(max_length=4, choices=Format)
    wanted: models.JSONField[Any, Any] = models.JSONField(default=dict)
    practices: models.JSONField[Any, Any] = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    sha256 = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"export {self.pk} of the library"
