"""Files that people attach: uploaded first, then posted with a message."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from polylogue.kit.uploads import storing
from polylogue.kit.uploads.limits import ALT_LENGTH, NAME_LENGTH
from polylogue.log.models import Stream


class File(models.Model):
    """A picture or PDF. Without `seq` it waits for its message and only its owner sees it.

    `key` is the browser's, so that an upload that is tried again is one file; `content` and
    `thumbnail` are names in the private storage.
    """

    class Kind(models.TextChoices):
        IMAGE = "image"
        PDF = "pdf"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=5, choices=Kind)
    media_type = models.CharField(max_length=32)
    name = models.CharField(max_length=NAME_LENGTH)
    alt = models.CharField(max_length=ALT_LENGTH, blank=True)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    content = models.CharField(max_length=200)
    thumbnail = models.CharField(max_length=200, blank=True)
    seq = models.BigIntegerField(null=True)
    number = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["stream", "seq", "number"]
        indexes = [
            models.Index(fields=["owner", "uploaded_at"], name="attachments_file_of_owner"),
            models.Index(fields=["stream", "seq"], name="attachments_file_of_message"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> list[str]:
        """The names under which its bytes are kept."""
        return [name for name in (self.content, self.thumbnail) if name]

    def read(self, name: str) -> bytes:
        return storing.read(name)
