"""What people write to those behind a good practice, what these answer, and who can be reached at all."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.followup.models.practice import Practice

LENGTH = 2000
PERSON = settings.AUTH_USER_MODEL


class Letter(models.Model):
    """Somebody wrote to the people behind a good practice, without learning who or where they are."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="letters")
    sender = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    text = models.TextField(_("message"), max_length=LENGTH)
    shares_email = models.BooleanField(default=False)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["sender", "sent_at"], name="followup_letter_of_sender")]

    def __str__(self) -> str:
        return f"letter {self.pk} about good practice {self.practice_id}"


class Reply(models.Model):
    """One of the people a letter went to, and what they said, if anything.

    `seen_at`: when its sender saw the answer; private to them, kept beside the log.
    """

    class Answer(models.TextChoices):
        OPEN = "open"
        WRITTEN = "written"
        DECLINED = "declined"

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="replies")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.OPEN)
    text = models.TextField(_("answer"), max_length=LENGTH, blank=True)
    shares_email = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["letter_id", "pk"]
        indexes = [models.Index(fields=["person", "answer"], name="followup_reply_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["letter", "person"], name="followup_reply_once_each"),
        ]

    def __str__(self) -> str:
        return f"{self.answer} by person {self.person_id} to letter {self.letter_id}"

    @property
    def is_open(self) -> bool:
        return self.answer == self.Answer.OPEN


class Reachability(models.Model):
    """One of the people behind a good practice chose whether they can be written to."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    is_reachable = models.BooleanField()
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "person"], name="followup_reachability_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} of good practice {self.practice_id}"


class ContactStop(models.Model):
    """The crew of the dialogue stopped letters to the people behind a good practice."""

    practice = models.OneToOneField(
        Practice, models.CASCADE, primary_key=True, related_name="contact_stop"
    )
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"no letters about good practice {self.practice_id}"


class SenderBlock(models.Model):
    """A person wants no more letters from a sender; the sender is not told."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    sender = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "sender"], name="followup_block_once_each"),
        ]

    def __str__(self) -> str:
        return f"nothing from person {self.sender_id} to person {self.person_id}"
