"""Exports that were asked for, and the register of what was handed out."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import msgspec
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Dialogue
from polylogue.transcripts.choices import Choices, Purpose
from rooms.models import Room

KEPT = timedelta(days=7)
KEPT_OWN = timedelta(days=1)


class ExportQuerySet(models.QuerySet["Export"]):
    def under_way(self) -> ExportQuerySet:
        return self.filter(finished_at=None, cancelled_at=None, failed_at=None)

    def to_fetch(self) -> ExportQuerySet:
        """Those whose file is there, and may still be had."""
        now = timezone.now()
        made = self.filter(finished_at__isnull=False, removed_at=None, expires_at__gt=now)
        return made.exclude(stored="")


class Export(models.Model):
    """Files that somebody asked for, made in the background up to the entries that stood then.

    `done` of `total` counts entries passed, for each of its forms. The file is a name in the private
    storage, until it is removed; one that an archive brought has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="exports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8)
    choices: models.JSONField[Any, Any] = models.JSONField(default=dict)
    forms: models.JSONField[Any, Any] = models.JSONField(default=list)
    heads: models.JSONField[Any, Any] = models.JSONField(default=list)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    total = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    stored = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"export {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("transcripts:export", args=[self.dialogue.slug, self.pk])

    @property
    def chosen(self) -> Choices:
        return msgspec.convert(self.choices, Choices)

    @property
    def is_for_one(self) -> bool:
        """Whether it is somebody's own, which nobody else sees."""
        return self.purpose in {Purpose.VIEW, Purpose.OWN}

    @property
    def state(self) -> str:
        if self.finished_at:
            is_there = self.stored and self.removed_at is None
            return "ready" if is_there and self.expires_at > timezone.now() else "expired"
        if self.cancelled_at:
            return "cancelled"
        if self.failed_at:
            return "failed"
        return "working" if self.begun_at else "waiting"

    @property
    def is_under_way(self) -> bool:
        return self.state in {"waiting", "working"}

    @property
    def percent(self) -> int:
        """Never all of it before it is finished."""
        if self.finished_at:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0


class Download(models.Model):
    """Who was given which transcript, when, and the file's SHA-256 once it had left in full."""

    class Format(models.TextChoices):
        MARKDOWN = "markdown", _("Markdown")
        JSONL = "jsonl", _("JSON Lines")
        JSON = "json", _("JSON")
        HTML = "html", _("HTML, one page")
        EXTRACT = "extract", _("Extract to pass on")
        PACKAGE = "package", _("Files as chosen")
        PERSONAL = "personal", _("Personal data")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="downloads")
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="downloads")
    export = models.ForeignKey(Export, models.CASCADE, null=True, related_name="downloads")
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
