"""Scripts that staff of a dialogue wrote themselves."""

from __future__ import annotations

from typing import Any

import msgspec
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from breakout.scripts.script import NAME_LENGTH, Script
from polylogue.dialogues.models import Dialogue


class OwnScript(models.Model):
    """A script of a dialogue; `content` is a `script.Script`, which has passed `checking`."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="scripts")
    name = models.CharField(max_length=NAME_LENGTH)
    content: models.JSONField[Any, Any] = models.JSONField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scripts:show", args=[self.dialogue.slug, self.pk])

    @property
    def script(self) -> Script:
        return msgspec.convert(self.content, Script)
