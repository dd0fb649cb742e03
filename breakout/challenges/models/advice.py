"""What a group advises whose case it has, and what its giver makes of that."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from breakout.challenges.limits import ADVICE_LENGTH
from breakout.challenges.models.challenge import Challenge
from breakout.models import Group
from polylogue.log.models import Stream

PERSON = settings.AUTH_USER_MODEL


class GroupCase(models.Model):
    """The challenge that a group works on. `told_seq`: the entry of its room that told it, once it has one."""

    group = models.OneToOneField(Group, models.CASCADE, primary_key=True, related_name="case")
    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="groups")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    told_seq = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"case of group {self.group_id}"


class Advice(models.Model):
    """One piece of advice, named by the entry `seq` of the room's stream that noted it.

    `person` gave it, `noted_by` wrote it down. `useful_at`: the case giver finds it useful.
    """

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="advice")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    text = models.TextField(_("advice"), max_length=ADVICE_LENGTH)
    noted_at = models.DateTimeField(default=timezone.now)
    corrected_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    useful_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["stream_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="challenges_advice_once_each"),
        ]

    def __str__(self) -> str:
        return f"advice {self.seq} in stream {self.stream_id}"


class FirstStep(models.Model):
    """What the case giver will do first. `seq`: the entry that told it last."""

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="first_steps")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    text = models.TextField(_("first step"), max_length=ADVICE_LENGTH, blank=True)
    seq = models.BigIntegerField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "challenge"], name="challenges_first_step_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"first step of challenge {self.challenge_id}"
