"""Who agreed to be contacted by those they met, and who was written to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Dialogue

PERSON = settings.AUTH_USER_MODEL


class ContactChoice(models.Model):
    """What a person chose in a dialogue; without a row nothing is shared, and mail is welcome."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    is_shared = models.BooleanField(_("those I met may have my e-mail address"), default=False)
    wants_mail = models.BooleanField(_("send me the contacts of those I met"), default=True)
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "person"], name="reports_contact_choice_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"what person {self.person_id} chose in dialogue {self.dialogue_id}"


class Introducing(models.Model):
    """Somebody of the staff had people introduced to those they met; once in a dialogue."""

    dialogue = models.OneToOneField(
        Dialogue, models.CASCADE, primary_key=True, related_name="introducing"
    )
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"introducing people of dialogue {self.dialogue_id}"


class Introduction(models.Model):
    """A person was to get one mail with those they met; `mailed_at` once it left for the queue."""

    introducing = models.ForeignKey(Introducing, models.CASCADE, related_name="introductions")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["introducing", "person"], name="reports_introduction_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"introduction for person {self.person_id}"
