"""Webhooks: addresses that are told what happens in a dialogue, and what each was told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Dialogue, new_nonce
from polylogue.log.models import Stream

OLD_SECRET_SIGNS = timedelta(hours=24)


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def standing(self) -> WebhookQuerySet:
        return self.filter(removed_at=None)

    def at_work(self) -> WebhookQuerySet:
        return self.standing().filter(paused_at=None)


class Webhook(models.Model):
    """An address that is told of chosen kinds of entries. Its secret is derived, never stored.

    `keeper` answers for it: when they are no staff any more it pauses. `due_at` is when it is looked
    at next, `turn` rises whenever a worker takes it, `failures` counts attempts in a row.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="webhooks")
    label = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    kinds: models.JSONField[Any, Any] = models.JSONField(default=list)
    nonce = models.CharField(max_length=32, default=new_nonce)
    old_nonce = models.CharField(max_length=32, blank=True)
    rotated_at = models.DateTimeField(null=True)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(null=True)
    paused_because = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=timezone.now)
    turn = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(paused_at=None, removed_at=None),
                name="api_webhook_at_work",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def nonces(self) -> list[str]:
        """Of the secrets that sign now: the new one, and for a day the one before it."""
        until = self.rotated_at + OLD_SECRET_SIGNS if self.rotated_at else timezone.now()
        return [self.nonce, self.old_nonce] if until > timezone.now() else [self.nonce]


class Position(models.Model):
    """How far a webhook has read a stream; deliveries up to there are rows."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="positions")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webhook", "stream"], name="api_position_once"),
        ]

    def __str__(self) -> str:
        return f"webhook {self.webhook_id} read stream {self.stream_id} to {self.seq}"


class Delivery(models.Model):
    """One entry, to be told to one webhook. What it says is read from the log at each attempt."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Given up")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    epoch = models.CharField(max_length=8)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    answer = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "stream", "epoch", "seq"], name="api_delivery_once"
            ),
        ]
        indexes = [models.Index(fields=["webhook", "state"], name="api_delivery_by_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The same at every attempt, so that a receiver can tell a second one from another entry."""
        return f"{self.webhook_id}-{self.stream_id}-{self.epoch}-{self.seq}"
