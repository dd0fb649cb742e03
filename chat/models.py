"""Messages and what they said before they were edited."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Stream
from rooms.protocol import TEXT_LENGTH


class MessageQuerySet(models.QuerySet["Message"]):
    def standing(self) -> MessageQuerySet:
        """Those whose words are shown to everybody in the room."""
        return self.filter(deleted_at=None, hidden_at=None)


class Message(models.Model):
    """A message is the entry that posted it: its stream and seq are its name everywhere.

    `thread` is the message it replies to and `quotes` the one it quotes, by seq; `marks` holds what
    wings show with a message, each under its own name (chat.looks).
    """

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(default=timezone.now)
    text = models.TextField(max_length=TEXT_LENGTH)
    revision = models.PositiveSmallIntegerField(default=1)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    thread = models.BigIntegerField(null=True, blank=True)
    quotes = models.BigIntegerField(null=True, blank=True)
    replies = models.PositiveIntegerField(default=0)
    last_reply_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_because = models.CharField(max_length=500, blank=True)
    marks: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["stream_id", "seq"]
        indexes = [
            models.Index(
                fields=["stream", "thread", "seq"],
                condition=models.Q(thread__isnull=False),
                name="chat_message_thread",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.stream_id}:{self.seq}"

    @property
    def is_gone(self) -> bool:
        """Whether what it said is not shown any more."""
        return self.deleted_at is not None or self.hidden_at is not None


class Mention(models.Model):
    """A message speaks to a person, or to all of a role; `at` is when it began to."""

    pk = models.CompositePrimaryKey("stream_id", "seq", "number")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["stream_id", "seq", "number"]
        indexes = [
            models.Index(fields=["person", "at"], name="chat_mention_person"),
            models.Index(fields=["stream", "role", "at"], name="chat_mention_role"),
        ]

    def __str__(self) -> str:
        return f"mention in message {self.stream_id}:{self.seq}"


class ThreadPosition(models.Model):
    """How far a person has read the replies to a message."""

    pk = models.CompositePrimaryKey("person_id", "stream_id", "thread")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    thread = models.BigIntegerField()
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"person {self.person_id} read thread {self.stream_id}:{self.thread} to {self.seq}"


class InboxPosition(models.Model):
    """When a person last looked at what concerns them in a dialogue."""

    pk = models.CompositePrimaryKey("person_id", "dialogue_id")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"person {self.person_id} looked at {self.seen_at}"


class Revision(models.Model):
    """What a message said before an edit or a deletion, kept for moderators."""

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["stream_id", "seq", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq", "number"], name="chat_revision_once"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of message {self.stream_id}:{self.seq}"
