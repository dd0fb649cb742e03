"""Scripts that staff wrote, which one a round runs, and where each of its groups stands in it."""

from __future__ import annotations

from typing import Any

import msgspec
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from breakout.models import Group, Round
from breakout.scripts import shipping
from breakout.scripts.running import Run, State
from breakout.scripts.script import NAME_LENGTH, Script
from polylogue.dialogues.models import Dialogue


class OwnScript(models.Model):
    """A script of a dialogue; `content` is a `script.Script`, which has passed `checking`."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="scripts")
    name = models.CharField(max_length=NAME_LENGTH)
    content: models.JSONField[Any, Any] = models.JSONField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scripts:show", args=[self.dialogue.slug, self.pk])

    @property
    def script(self) -> Script:
        return msgspec.convert(self.content, Script)


class RoundScript(models.Model):
    """The script that a round runs, as a copy of its own: what is changed later changes nothing here.

    `shipped` is its name if it came with Polylogue, whose words are translated for each reader.
    `ticks_by` is the job that begins the next step, in whichever group comes first.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="script")
    shipped = models.CharField(max_length=40, blank=True)
    own = models.ForeignKey(OwnScript, models.SET_NULL, null=True, related_name="+")
    content: models.JSONField[Any, Any] = models.JSONField()
    ticks_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"script of round {self.round_id}"

    @property
    def script(self) -> Script:
        """In English, if it is a shipped one: that is how groups run it."""
        return msgspec.convert(self.content, Script)

    @property
    def shown(self) -> Script:
        """In the reader's language."""
        return shipping.translated(self.script) if self.shipped else self.script


class GroupRun(models.Model):
    """Where a group stands in the script of its round; `state` is a `running.State`.

    It is as of the last entry of the room's stream that told it. What the clock alone changed since
    follows from it; `due_at` is when that will be next, nothing while it is held or over.
    """

    group = models.OneToOneField(Group, models.CASCADE, related_name="run")
    script = models.ForeignKey(RoundScript, models.CASCADE, related_name="runs")
    state: models.JSONField[Any, Any] = models.JSONField()
    due_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"run of group {self.group_id}"

    @property
    def run(self) -> Run:
        return Run.of(self.script.script, msgspec.convert(self.state, State))
