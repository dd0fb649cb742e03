"""A good practice, the editions of its text, and the messages that it comes from."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from polylogue.dialogues.models import Dialogue
from polylogue.followup.choices import Naming, Visibility
from polylogue.followup.models.sight import PracticeQuerySet
from polylogue.log.models import Stream
from polylogue.people.models import Sector

SHORT, LONG = 200, 10_000


class Practice(models.Model):
    """Something worth passing on, pinned from what somebody said.

    `visibility` is what its editors wish; `open_to`, `open_edition` and `open_naming` are what its
    authors have consented to, all of them, and are reckoned by `polylogue.followup.opening` alone.
    Editions before `earliest` hold words that were taken out; nobody is shown them any more.
    `home` is the stream of the first message; `written_seq` there, and `opened_seq` in the stream of
    the dialogue, are the entries by which a search finds it.
    """

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="practices")
    home = models.ForeignKey(Stream, models.PROTECT, related_name="+")
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField(default=timezone.now)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility, default=Visibility.ROOM
    )
    edition = models.PositiveIntegerField(default=1)
    earliest = models.PositiveIntegerField(default=1)
    open_to = models.CharField(max_length=8, choices=Visibility, default=Visibility.ROOM)
    open_edition = models.PositiveIntegerField(null=True, blank=True)
    open_naming = models.CharField(max_length=6, choices=Naming, default=Naming.HIDDEN)
    written_seq = models.BigIntegerField(default=0)
    opened_seq = models.BigIntegerField(null=True, blank=True)
    review_since = models.DateTimeField(null=True, blank=True)
    unpinned_at = models.DateTimeField(null=True, blank=True)
    unpinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pinned_at", "-pk"]
        indexes = [models.Index(fields=["open_to", "dialogue"], name="followup_practice_open")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(open_to=Visibility.ROOM, open_edition=None)
                | (~models.Q(open_to=Visibility.ROOM) & models.Q(open_edition__isnull=False)),
                name="followup_practice_open_has_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"good practice {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("followup:practice", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether anybody beyond its rooms sees it."""
        return self.open_to != Visibility.ROOM

    @property
    def is_reviewed(self) -> bool:
        """Not so after words were taken out, until somebody of the crew has read it again."""
        return self.review_since is None


class Edition(models.Model):
    """The text of a good practice as somebody saved it; a change makes the next one."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    title = models.CharField(_("title"), max_length=SHORT)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = CountryField(_("country"), blank=True)
    contact = models.CharField(_("contact"), max_length=SHORT, blank=True)
    sector = models.CharField(_("sector"), max_length=16, choices=Sector, blank=True)
    starting_point = models.TextField(_("starting point"), max_length=LONG, blank=True)
    what_was_done = models.TextField(_("what was done"), max_length=LONG, blank=True)
    who_was_involved = models.TextField(_("who was involved"), max_length=LONG, blank=True)
    cost_and_time = models.TextField(_("cost and time"), max_length=LONG, blank=True)
    results = models.TextField(_("results, with evidence"), max_length=LONG, blank=True)
    what_failed = models.TextField(_("what did not work"), max_length=LONG, blank=True)
    conditions = models.TextField(_("conditions for transfer"), max_length=LONG, blank=True)
    topics: models.JSONField[Any, Any] = models.JSONField(_("topics"), default=list, blank=True)
    files: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["practice_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "number"], name="followup_edition_once_each"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Source(models.Model):
    """A message that a good practice comes from; its words are in the editions from `since` on."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="sources")
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="+")
    seq = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.PositiveIntegerField(default=1)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["practice_id", "pk"]
        indexes = [models.Index(fields=["stream", "seq"], name="followup_source_message")]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "stream", "seq"], name="followup_source_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.stream_id}:{self.seq} of good practice {self.practice_id}"
