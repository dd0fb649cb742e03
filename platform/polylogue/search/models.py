"""The index: what can be found, by words; made from the log, and made anew from it at any time."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from polylogue.log.models import Audience, Stream


class Passage(models.Model):
    """The words of an entry as it is shown now; none while it is deleted, hidden or redacted.

    Ids rise with time, so that the newest are found first. The full-text index beside this table
    is kept by the database itself (see the migration).
    """

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    audience = models.CharField(max_length=8, choices=Audience)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="search_passage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.stream_id}:{self.seq}"


class Cursor(models.Model):
    """How far a stream is in the index."""

    stream = models.OneToOneField(Stream, models.CASCADE, primary_key=True, related_name="+")
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"stream {self.stream_id} to {self.seq}"
