"""What was taken up elsewhere: the thread between a source and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Stream


class Promotion(models.Model):
    """Something that was said became a piece of a board. No word of it is here.

    `kind` and `place` name the source as its wing does (`sources`); `stream` is the board's, where
    entry `seq` made `piece`.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="promotions")
    kind = models.CharField(max_length=16)
    place = models.CharField(max_length=64)
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    piece = models.CharField(max_length=24)
    seq = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["dialogue", "kind", "place"], name="promotions_of_a_source")
        ]
        constraints = [
            models.UniqueConstraint(fields=["stream", "piece"], name="promotions_one_source_each")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place} as {self.piece}"

    def get_absolute_url(self) -> str:
        return reverse("promotions:went", args=[self.pk])
