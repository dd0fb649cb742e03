"""The ordered log: streams of entries, and the commands that made them."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


def new_epoch() -> str:
    return secrets.token_hex(4)


class Stream(models.Model):
    """An ordered, gap-free sequence of entries.

    `root` is the stream of the dialogue it belongs to (none for a dialogue's own); streams are
    locked in the order of `rank`, then id, so that two transactions never wait for each other.
    """

    class Rank(models.IntegerChoices):
        DIALOGUE = 0
        ROOM = 1
        STAFF = 2
        PERSON = 3

    rank = models.PositiveSmallIntegerField(choices=Rank)
    root = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="branches")
    epoch = models.CharField(max_length=8, default=new_epoch)
    head = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(head__gte=0), name="log_stream_head_counts"),
        ]

    def __str__(self) -> str:
        return f"stream {self.pk} at {self.head}"

    @property
    def lane(self) -> int:
        """The dialogue's stream id: commands of one dialogue are written in one lane."""
        return self.root_id or self.pk


class Audience(models.TextChoices):
    """Who gets an entry, fixed when it is appended; `Entry.person` is whom `PERSON` is for.

    One for the crew may name a person too, who then gets it like the crew.
    """

    EVERYONE = "everyone"
    CREW = "crew"
    PERSON = "person"


class Entry(models.Model):
    """A fact: the `seq`-th thing that happened in a stream."""

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="entries")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=64)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.EVERYONE)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    data: models.JSONField[Any, Any] = models.JSONField(default=dict)
    redacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["stream_id", "seq"]
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="log_entry_seq_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}:{self.seq} {self.kind}"


class Command(models.Model):
    """The answer to a command, kept for good, so that a retry is answered and not done again."""

    pk = models.CompositePrimaryKey("actor_id", "key")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=32, blank=True)
    root = models.ForeignKey(Stream, models.CASCADE, null=True, related_name="+")
    result: models.JSONField[Any, Any] = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"command {self.key}"
