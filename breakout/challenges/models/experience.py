"""What people know something about, and who was asked to say it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from breakout.challenges.limits import SENTENCE_LENGTH
from polylogue.dialogues.models import Dialogue

PERSON = settings.AUTH_USER_MODEL


class Experience(models.Model):
    """On which topics somebody can advise others; everyone in the dialogue may see it."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="experiences")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    topics: models.JSONField[Any, Any] = models.JSONField(_("topics"), default=list, blank=True)
    sentence = models.CharField(_("in one sentence"), max_length=SENTENCE_LENGTH, blank=True)
    revision = models.PositiveIntegerField(default=0)
    told_seq = models.BigIntegerField(null=True, blank=True)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "person"], name="challenges_experience_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"experience of person {self.person_id}"


class Reminder(models.Model):
    """Somebody who had said nothing yet was sent a mail."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"reminder to person {self.person_id}"
