"""What the crew wrote to groups: the text once, however many groups it went to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from breakout.models import Round

TEXT_LENGTH = 500


class Notice(models.Model):
    """A notice to groups of a round; an entry in the stream of each points to it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="notices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"notice {self.pk} of round {self.round_id}"
