"""Tokens, by which programs read in the name of somebody of the staff, and what was read with them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.policy import Role


class TokenQuerySet(models.QuerySet["Token"]):
    def listed_for(self, by: Participation) -> TokenQuerySet:
        """Those that open this dialogue alone, and those of its staff that open all of theirs."""
        owners = self.model.objects.filter(dialogue=None).values("person")
        parts = Participation.objects.active().filter(dialogue=by.dialogue, person__in=owners)
        staff = [part.person_id for part in parts if Role.STAFF in part.roles]
        return self.filter(Q(dialogue=by.dialogue) | Q(dialogue=None, person__in=staff))


class Token(models.Model):
    """Opens what its scopes name, as long as its owner is staff there. Only its hash is kept.

    `dialogue`: the only one that it opens; without one, all in which its owner is staff.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, null=True, related_name="api_tokens")
    label = models.CharField(max_length=80)
    scopes: models.JSONField[Any, Any] = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class Use(models.Model):
    """How often a token read one kind of thing of a dialogue on one day (of UTC), and when last."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="uses")
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="+")
    operation = models.CharField(max_length=40)
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["token", "dialogue", "operation", "day"], name="api_use_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.times} times on {self.day}"
