"""Calls for help: who asked for which group, who takes it, and how it ended."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from breakout.models import Group

WORDS_LENGTH = 300


class HelpCallQuerySet(models.QuerySet["HelpCall"]):
    def waiting(self) -> HelpCallQuerySet:
        """Not ended yet, the longest waiting first."""
        return self.filter(resolved_at=None).order_by("asked_at", "pk")


class HelpCall(models.Model):
    """A group asks the hosts to come; one at a time for each group. `words` are for the crew alone."""

    class Outcome(models.TextChoices):
        RESOLVED = "resolved", _("dealt with")
        TAKEN_BACK = "taken_back", _("taken back by the group")
        LAPSED = "lapsed", _("the group ended")

    group = models.ForeignKey(Group, models.CASCADE, related_name="calls")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = HelpCallQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(resolved_at=None),
                name="help_calls_one_open_per_group",
            ),
        ]

    def __str__(self) -> str:
        return f"call {self.pk} of group {self.group_id}"

    @property
    def state(self) -> str:
        if self.resolved_at:
            return self.outcome
        if self.arrived_at:
            return "here"
        return "claimed" if self.claimed_at else "asked"
