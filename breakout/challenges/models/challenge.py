"""Challenges that people bring, every text that they had, and what is typed and not saved yet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from breakout.challenges.limits import LONG, QUESTION_LENGTH, SHORT
from breakout.challenges.sight import ChallengeQuerySet
from polylogue.dialogues.models import Dialogue

PERSON = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OFFERED = "offered", _("Offered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Scope(models.TextChoices):
    """Who may see an offered challenge besides the hosts: what went wrong is told in private first."""

    GROUP = "group", _("The hosts and my group")
    EVERYONE = "everyone", _("Everyone in this dialogue")


class Wording(models.Model):
    """What is said of a challenge."""

    title = models.CharField(_("title"), max_length=SHORT, blank=True)
    context = models.TextField(_("context"), max_length=LONG, blank=True)
    tried = models.TextField(_("what was tried"), max_length=LONG, blank=True)
    obstacle = models.TextField(_("obstacle"), max_length=LONG, blank=True)
    question = models.CharField(_("key question"), max_length=QUESTION_LENGTH, blank=True)
    help_wanted = models.TextField(_("wished-for help"), max_length=LONG, blank=True)
    topics: models.JSONField[Any, Any] = models.JSONField(_("topics"), default=list, blank=True)
    languages: models.JSONField[Any, Any] = models.JSONField(
        _("languages"), default=list, blank=True
    )
    as_city = models.BooleanField(_("for the city"), default=False)

    class Meta:
        abstract = True


class Challenge(models.Model):
    """A case that somebody brings. Its text is the version of its own number.

    `offered_seq` is the entry in the dialogue's stream by which it is offered now; `place` where it
    stands on the programme, if it does.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="challenges")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.GROUP)
    version = models.PositiveIntegerField(default=0)
    offered_seq = models.BigIntegerField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["dialogue_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.OFFERED, offered_seq__isnull=False)
                | (~models.Q(state=State.OFFERED) & models.Q(offered_seq=None, place=None)),
                name="challenges_challenge_offered_by_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"challenge {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("challenges:show", args=[self.dialogue.slug, self.pk])

    @property
    def is_offered(self) -> bool:
        return self.state == State.OFFERED

    @property
    def is_for_everyone(self) -> bool:
        """Whether everyone in the dialogue may see it now."""
        return self.is_offered and self.scope == Scope.EVERYONE


class Step(models.Model):
    """A challenge became a draft, was offered or withdrawn: by whom, and when."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=9, choices=State)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["challenge_id", "pk"]

    def __str__(self) -> str:
        return f"challenge {self.challenge_id}: {self.state}"


class Version(Wording):
    """A text of a challenge as somebody saved it; a change makes the next one."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["challenge_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "number"], name="challenges_version_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of challenge {self.challenge_id}"


class Draft(Wording):
    """What somebody has typed and not saved: theirs alone, of a challenge or of one to come.

    `person` is whose challenge it is; `page` the open form that kept it last, `seen` how far that
    form had seen the log.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="+")
    by = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    challenge = models.ForeignKey(Challenge, models.CASCADE, null=True, related_name="drafts")
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.GROUP)
    seen = models.BigIntegerField(default=0)
    page = models.CharField(max_length=40, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "challenge"],
                condition=models.Q(challenge__isnull=False),
                name="challenges_draft_once_each",
            ),
            models.UniqueConstraint(
                fields=["dialogue", "by", "person"],
                condition=models.Q(challenge=None),
                name="challenges_draft_of_a_new_one_once",
            ),
        ]

    def __str__(self) -> str:
        return f"draft of person {self.by_id}"
