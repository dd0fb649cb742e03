"""A project idea, and the editions of its text."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Dialogue
from whiteboard.models import Board

SHORT, LONG = 200, 5000


class IdeaQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> IdeaQuerySet:
        """Those of the boards that the person can follow now."""
        return self.filter(board__in=Board.objects.visible_to(person).values("pk"))


class Idea(models.Model):
    """What was made of card `piece` of a board, and is seen by whoever can follow that.

    Its text is the edition of its own number; a search finds it by entry `written_seq` of the
    dialogue's stream.
    """

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="ideas")
    board = models.ForeignKey(Board, models.PROTECT, related_name="ideas")
    piece = models.CharField(max_length=24)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    edition = models.PositiveIntegerField(default=1)
    written_seq = models.BigIntegerField(default=0)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "piece"], name="followup_idea_once_of_each_card"
            ),
        ]

    def __str__(self) -> str:
        return f"project idea {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("ideas:show", args=[self.dialogue.slug, self.pk])


class IdeaEdition(models.Model):
    """The text of a project idea as somebody saved it; a change makes the next one."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    title = models.CharField(_("title"), max_length=SHORT)
    city = models.CharField(_("project city"), max_length=80, blank=True)
    owner = models.CharField(_("owner"), max_length=SHORT, blank=True)
    problem = models.TextField(_("problem"), max_length=LONG, blank=True)
    objective = models.TextField(_("objective"), max_length=LONG, blank=True)
    target_group = models.TextField(_("target group"), max_length=LONG, blank=True)
    activities = models.TextField(_("activities"), max_length=LONG, blank=True)
    partners = models.TextField(_("partners"), max_length=LONG, blank=True)
    resources = models.TextField(_("resources"), max_length=LONG, blank=True)
    risks = models.TextField(_("risks"), max_length=LONG, blank=True)
    first_30 = models.TextField(_("first 30 days"), max_length=LONG, blank=True)
    first_90 = models.TextField(_("first 90 days"), max_length=LONG, blank=True)
    first_180 = models.TextField(_("first 180 days"), max_length=LONG, blank=True)
    support_wanted = models.TextField(_("support wanted"), max_length=LONG, blank=True)

    class Meta:
        ordering = ["idea_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "number"], name="followup_idea_edition_once_each"
            ),
        ]

    def __str__(self) -> str:
        return self.title
