"""What an author was asked about a good practice of their words, and what they said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from polylogue.followup.choices import Naming, Visibility
from polylogue.followup.models.practice import Practice


class Consent(models.Model):
    """One author, one edition, one visibility: nothing else is consented to.

    `naming` is how they wish to be shown there. Each answer is in the log too, with its time.
    """

    class Answer(models.TextChoices):
        OPEN = "open"
        GIVEN = "given"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="consents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField()
    visibility = models.CharField(max_length=8, choices=Visibility)
    naming = models.CharField(max_length=6, choices=Naming, default=Naming.HIDDEN)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=9, choices=Answer, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["practice_id", "person_id", "edition", "pk"]
        indexes = [models.Index(fields=["person", "answer"], name="followup_consent_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "person", "edition", "visibility"],
                name="followup_consent_once_each",
            ),
            models.CheckConstraint(
                condition=~models.Q(visibility=Visibility.ROOM),
                name="followup_consent_is_beyond_the_room",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} by person {self.person_id} for edition {self.edition}"
