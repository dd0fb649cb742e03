"""The bytes of pictures on boards. What they show in words, and where they lie, is in their pieces."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from polylogue.kit.uploads.limits import NAME_LENGTH


class Picture(models.Model):
    """Without `piece` it waits to be laid and only its owner sees it.

    `content` and `thumbnail` are names in the private storage; a copy of a board has rows of its own for
    the same bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey("whiteboard.Board", models.CASCADE, related_name="pictures")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    media_type = models.CharField(max_length=32)
    name = models.CharField(max_length=NAME_LENGTH)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.CharField(max_length=200)
    thumbnail = models.CharField(max_length=200)
    piece = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering = ["board", "uploaded_at"]
        indexes = [
            models.Index(fields=["owner", "uploaded_at"], name="pictures_picture_of_owner"),
            models.Index(fields=["content"], name="pictures_picture_of_content"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> list[str]:
        """The names under which its bytes are kept."""
        return [self.content, self.thumbnail]
