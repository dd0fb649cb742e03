"""Polls, and what people voted: with their names, or in an urn that knows none."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat import pacing
from chat.polls.limits import QUESTION_LENGTH
from polylogue.log.models import Stream


class Poll(models.Model):
    """A question to everyone in a room: a draft of the crew, then open, then closed for good.

    `seq` is the entry that opened it. `options` are what can be chosen, or the words at both ends of
    a scale, which goes from `least` to `most`; otherwise these say how many can be chosen.
    `told` is what the room was told last of how people voted; nothing else is ever shown of it.
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("One choice")
        MULTIPLE = "multiple", _("Several choices")
        SCALE = "scale", _("A scale")

    class Results(models.TextChoices):
        LIVE = "live", _("While people vote")
        CLOSED = "closed", _("Only when the poll is closed")

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    question = models.CharField(max_length=QUESTION_LENGTH)
    kind = models.CharField(max_length=8, choices=Kind)
    options: models.JSONField[Any, Any] = models.JSONField(default=list)
    least = models.PositiveSmallIntegerField(default=1)
    most = models.PositiveSmallIntegerField(default=1)
    is_anonymous = models.BooleanField(default=False)
    results = models.CharField(max_length=6, choices=Results, default=Results.LIVE)
    crew_sees_results = models.BooleanField(default=False)
    crew_sees_names = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ends_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    is_untold = models.BooleanField(default=False)
    told: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        ordering = ["stream", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seq=None, opened_at=None, closed_at=None)
                | models.Q(seq__isnull=False, opened_at__isnull=False),
                name="polls_poll_draft_or_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"poll {self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.seq is None

    @property
    def is_open(self) -> bool:
        return self.seq is not None and self.closed_at is None

    @property
    def labels(self) -> list[str]:
        """What can be chosen, in words; a choice is its place in this list."""
        if self.kind == self.Kind.SCALE:
            return [str(number) for number in range(self.least, self.most + 1)]
        return list(self.options)


class Vote(models.Model):
    """What a person chose in a poll with names, as it stands now."""

    pk = models.CompositePrimaryKey("poll_id", "person_id")
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    choices: models.JSONField[Any, Any] = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"vote of person {self.person_id} in poll {self.poll_id}"


class Roll(models.Model):
    """Who has voted in an anonymous poll, all in one row and sorted; not when, in what order, or what."""

    poll = models.OneToOneField(Poll, models.CASCADE, primary_key=True, related_name="+")
    people: models.JSONField[Any, Any] = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"who voted in poll {self.poll_id}"


class Urn(models.Model):
    """The ballots of an anonymous poll that is open, all in one row: how many say what, sorted.

    Neither here nor in the roll is there a row for each vote, whose place or transaction would tell
    which came when, and so which belongs to whom.
    """

    poll = models.OneToOneField(Poll, models.CASCADE, primary_key=True, related_name="+")
    ballots: models.JSONField[Any, Any] = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"urn of poll {self.poll_id}"


class Ballot(models.Model):
    """What somebody chose in an anonymous poll; written when it was closed, all at once, shuffled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    choices: models.JSONField[Any, Any] = models.JSONField()

    def __str__(self) -> str:
        return f"a ballot of poll {self.poll_id}"


class Pulse(pacing.Pulse):
    """When a room last told how people vote; `due_at`: when a job will tell what came since."""
