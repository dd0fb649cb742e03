"""Boards as they stand. What led there is in the stream of each (whiteboard.entries)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Stream
from rooms.models import Room
from whiteboard.permissions import Phase
from whiteboard.pieces import Kind


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, person: Any) -> BoardQuerySet:
        held = {"stream__attachments__person_id": person.pk, "stream__attachments__until_seq": None}
        return self.filter(**held)


class Board(models.Model):
    """A board of a room, whose stream it shares with whoever can follow the room.

    A room has one of its own at most; boards of the whole dialogue belong to its plenary, beside that.
    `ends_at` is when its timer rings, `call` the last time that everybody was asked to come somewhere on it.
    `forgotten` counts how often something was removed from its past for good.
    """

    stream = models.OneToOneField(Stream, models.PROTECT, related_name="board")
    room = models.ForeignKey(Room, models.PROTECT, related_name="boards")
    is_rooms_own = models.BooleanField(default=True)
    title = models.CharField(max_length=120)
    template = models.CharField(max_length=40)
    phase = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Phase])
    rules: models.JSONField[Any, Any] = models.JSONField(default=dict)
    card: models.JSONField[Any, Any] = models.JSONField(default=list)
    round = models.PositiveSmallIntegerField(default=1)
    totals: models.JSONField[Any, Any] = models.JSONField(default=dict)
    live = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(null=True)
    call: models.JSONField[Any, Any] = models.JSONField(null=True)
    forgotten = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room"],
                condition=models.Q(is_rooms_own=True),
                name="whiteboard_one_of_a_rooms_own",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("whiteboard:show", args=[self.room.dialogue.slug, self.pk])


class Piece(models.Model):
    """Something on a board as it stands (whiteboard.pieces.Piece); deleted ones keep their row."""

    pk = models.CompositePrimaryKey("board_id", "name")
    board = models.ForeignKey(Board, models.CASCADE, related_name="pieces")
    name = models.CharField(max_length=24)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in Kind])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.BigIntegerField()
    seq = models.BigIntegerField()
    fields: models.JSONField[Any, Any] = models.JSONField(default=dict)
    revs: models.JSONField[Any, Any] = models.JSONField(default=dict)
    lane = models.CharField(max_length=24, blank=True)
    order = models.CharField(max_length=80, blank=True)
    group = models.CharField(max_length=24, blank=True)
    ends: models.JSONField[Any, Any] = models.JSONField(null=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    private_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["board_id", "order", "name"]
        indexes = [models.Index(fields=["board", "lane", "order"], name="whiteboard_piece_in_lane")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Step(models.Model):
    """What an entry did to a piece, or to a part of it, and the operation that takes that back.

    `inverse` is none where the log forgot what was there.
    """

    pk = models.CompositePrimaryKey("board_id", "seq", "piece", "part")
    board = models.ForeignKey(Board, models.CASCADE, related_name="steps")
    seq = models.BigIntegerField()
    piece = models.CharField(max_length=24)
    part = models.CharField(max_length=24)
    inverse: models.JSONField[Any, Any] = models.JSONField(null=True)

    class Meta:
        ordering = ["board_id", "seq", "piece", "part"]
        indexes = [
            models.Index(fields=["board", "piece", "part", "seq"], name="whiteboard_step_of_part")
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.piece} at {self.seq}"


class OwnTemplate(models.Model):
    """What boards of a dialogue, or with none of every dialogue, can begin as.

    `content` is a whiteboard.files.document.Document.
    """

    dialogue = models.ForeignKey(
        Dialogue, models.CASCADE, null=True, related_name="board_templates"
    )
    name = models.CharField(max_length=120)
    says = models.CharField(max_length=300, blank=True)
    content: models.JSONField[Any, Any] = models.JSONField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def sign(self) -> str:
        return f"own-{self.pk}"


class Version(models.Model):
    """A board as everybody saw it at an entry, kept under a name."""

    pk = models.CompositePrimaryKey("board_id", "seq")
    board = models.ForeignKey(Board, models.CASCADE, related_name="versions")
    seq = models.BigIntegerField()
    label = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    content: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        ordering = ["board_id", "-seq"]

    def __str__(self) -> str:
        return self.label


class Dots(models.Model):
    """How many dots of a person lie on a piece, in one round of votes; seen by nobody else."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="dots")
    round = models.PositiveSmallIntegerField()
    piece = models.CharField(max_length=24)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dots = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "round", "piece", "person"], name="whiteboard_dots_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dots} dots on {self.piece}"
