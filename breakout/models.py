"""Rounds of group work: which groups there are, and the ledger of who sits where."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Dialogue
from rooms.models import Room


class Round(models.Model):
    """One turn of group work: drafted, perhaps counted down to, open, closed.

    `version` rises with every change of who sits where. While it is open, `ends_at` is when the time
    for work is over and `returns_at` when everybody is taken back, by the server alone.
    """

    class Latecomers(models.TextChoices):
        EMPTIEST = "emptiest", _("go to the smallest group")
        WAIT = "wait", _("wait in the plenary until somebody seats them")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="rounds")
    title = models.CharField(_("title"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    grace_seconds = models.PositiveSmallIntegerField(_("seconds to come back"), default=60)
    people_choose = models.BooleanField(_("people choose their group themselves"), default=False)
    most_people = models.PositiveSmallIntegerField(_("at most this many in a group"), default=12)
    latecomers = models.CharField(
        _("who comes late"), max_length=10, choices=Latecomers, default=Latecomers.EMPTIEST
    )
    version = models.PositiveIntegerField(default=0)
    drafted_at = models.DateTimeField(default=timezone.now)
    opens_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    returns_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    opens_by = models.BigIntegerField(null=True)
    returns_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue"],
                condition=models.Q(opened_at__isnull=False, closed_at=None),
                name="breakout_one_open_round_per_dialogue",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("breakout:show", args=[self.dialogue.slug, self.pk])

    @property
    def is_draft(self) -> bool:
        return self.opened_at is None

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def state(self) -> str:
        if self.closed_at:
            return "closed"
        if self.opened_at:
            return "open"
        return "opening" if self.opens_at else "draft"


class Group(models.Model):
    """A group of a round; its room is made when the round opens, and never deleted."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="groups")
    title = models.CharField(_("title"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    room = models.OneToOneField(Room, models.PROTECT, null=True, related_name="group")
    closed_by = models.ForeignKey("Move", models.PROTECT, null=True, related_name="closed_groups")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Move(models.Model):
    """One change of who sits where, by one person at one moment: the `version`-th of its round."""

    class How(models.TextChoices):
        BY_HAND = "by_hand", _("by hand")
        RANDOM = "random", _("at random")
        LIST = "list", _("from a list")
        COPY = "copy", _("as in an earlier round")
        MATCHING = "matching", _("by matching")
        CHOSEN = "chosen", _("chosen by the person")
        LATE = "late", _("came late")
        GONE = "gone", _("left the dialogue")
        MERGE = "merge", _("groups were merged")
        SPLIT = "split", _("a group was split")
        CLOSE = "close", _("a group was closed")
        TRAVEL = "travel", _("went on to the next table")
        UNDO = "undo", _("taken back")

    round = models.ForeignKey(Round, models.CASCADE, related_name="moves")
    version = models.PositiveIntegerField()
    how = models.CharField(max_length=10, choices=How)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        ordering = ["round_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="breakout_move_version_once"),
        ]

    def __str__(self) -> str:
        return f"move {self.version} of round {self.round_id}"


class Seat(models.Model):
    """The ledger: a person sat in a group from one move until another. Rows are ended, never deleted.

    Whoever has no seat in a round is in the plenary. `reasons`: why here, as codes with what they
    are about; `pinned`: a new mixing leaves the person here.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="seats")
    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    move = models.ForeignKey(Move, models.PROTECT, related_name="seats")
    ended_by = models.ForeignKey(Move, models.PROTECT, null=True, related_name="ended_seats")
    pinned = models.BooleanField(default=False)
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=models.Q(ended_by=None),
                name="breakout_one_seat_per_person_and_round",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} in group {self.group_id}"
