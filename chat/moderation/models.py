"""Who was muted or removed, what was reported, and how fast people may write."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Stream
from rooms.models import Room

REASON_LENGTH = 500


class MuteQuerySet(models.QuerySet["Mute"]):
    def in_force(self, at: datetime) -> MuteQuerySet:
        """Neither lifted nor over by itself."""
        return self.filter(Q(until=None) | Q(until__gt=at), ended_at=None)


class Mute(models.Model):
    """A person may say nothing in a room, or without `room` in the whole dialogue, until then.

    Without `until` it holds until it is lifted. `ended_at`: when that was, or when another mute
    took the place of one that was over.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="mutes")
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="mutes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    because = models.CharField(max_length=REASON_LENGTH, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = MuteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "person"],
                condition=Q(ended_at=None, room=None),
                name="moderation_mute_once_in_dialogue",
            ),
            models.UniqueConstraint(
                fields=["room", "person"],
                condition=Q(ended_at=None, room__isnull=False),
                name="moderation_mute_once_in_room",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} muted in {self.room or self.dialogue}"


class Removal(models.Model):
    """A person's part was ended by somebody else; as a ban, no way leads back in until it is lifted."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="removals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    because = models.CharField(max_length=REASON_LENGTH, blank=True)
    is_ban = models.BooleanField(default=False)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "person"],
                condition=Q(is_ban=True, lifted_at=None),
                name="moderation_ban_once",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} removed from {self.dialogue}"


class Report(models.Model):
    """Somebody asked those who moderate to look at a message, named by stream and seq."""

    class Outcome(models.TextChoices):
        HIDE = "hide"
        MUTE = "mute"
        REMOVE = "remove"
        BAN = "ban"
        DISMISS = "dismiss"

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    because = models.CharField(max_length=REASON_LENGTH, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq", "by"], name="moderation_report_once"),
        ]
        indexes = [
            models.Index(
                fields=["stream"], condition=Q(resolved_at=None), name="moderation_report_open"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk} of message {self.stream_id}:{self.seq}"


class SlowMode(models.Model):
    """In this room a person may write one message in so many seconds; no row, or 0: as they like."""

    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="slow_mode")
    seconds = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"one message in {self.seconds} s in {self.room}"
