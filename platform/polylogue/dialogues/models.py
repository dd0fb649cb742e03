"""Dialogues: multi-day events with a programme, and who takes part in them."""

from __future__ import annotations

import copy
import secrets
import zoneinfo
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues import policy
from polylogue.dialogues.policy import CREW, Role
from polylogue.kit import instants
from polylogue.log.models import Stream
from polylogue.people.models import User


def new_slug() -> str:
    return secrets.token_hex(5)


def new_nonce() -> str:
    return secrets.token_hex(16)


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    def visible_to(self, person: Any) -> DialogueQuerySet:
        return self.filter(
            participations__person_id=person.pk,
            participations__ended_at=None,
            participations__admitted_at__isnull=False,
        )


class Dialogue(models.Model):
    """The multi-day event."""

    slug = models.SlugField(unique=True, default=new_slug, editable=False)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True, max_length=4000)
    host = models.CharField(_("host"), max_length=120, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    languages: models.JSONField[Any, Any] = models.JSONField(
        _("languages"), default=list, blank=True
    )
    topics: models.JSONField[Any, Any] = models.JSONField(_("topics"), default=list, blank=True)
    has_waiting_room = models.BooleanField(_("guests wait until they are let in"), default=False)
    stream = models.OneToOneField(Stream, models.PROTECT, related_name="dialogue")
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = DialogueQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="dialogues_dialogue_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dialogues:show", args=[self.slug])

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first day.")})
        if self.time_zone not in instants.zone_names():
            raise ValidationError({"time_zone": _("This time zone is not known.")})

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)


class Session(models.Model):
    """One item of a dialogue's programme."""

    class Kind(models.TextChoices):
        TOPIC_SETTING = "topic_setting", _("Setting the topic")
        GOOD_PRACTICES = "good_practices", _("Good practices")
        PEER_EXCHANGE = "peer_exchange", _("Peer exchange")
        ACTION_PLANNING = "action_planning", _("Action planning")
        PLENARY = "plenary", _("Plenary")
        BREAK = "break", _("Break")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=4000)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="dialogues_session_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.ends_at <= self.starts_at:
            raise ValidationError(_("The session has to end after it starts."))
        first = self.starts_at.astimezone(self.dialogue.zone).date()
        last = (self.ends_at - timedelta(microseconds=1)).astimezone(self.dialogue.zone).date()
        if first < self.dialogue.starts_on or last > self.dialogue.ends_on:
            raise ValidationError(
                _("“%(title)s” is outside of the dialogue's days, %(first)s to %(last)s."),
                params={
                    "title": self.title,
                    "first": date_format(self.dialogue.starts_on),
                    "last": date_format(self.dialogue.ends_on),
                },
            )

    def is_on(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def active(self) -> ParticipationQuerySet:
        return self.filter(ended_at=None, admitted_at__isnull=False)

    def waiting(self) -> ParticipationQuerySet:
        return self.filter(ended_at=None, admitted_at=None)

    def removed(self) -> ParticipationQuerySet:
        """Ended by somebody else, of people who can still sign in."""
        ended = self.filter(ended_at__isnull=False, person__is_active=True)
        return ended.exclude(ended_by=models.F("person"))


class Participation(models.Model):
    """A person in a dialogue, with roles. It is ended, never deleted."""

    is_disguised = False
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="participations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="participations"
    )
    roles: models.JSONField[Any, Any] = models.JSONField(default=list)
    joined_at = models.DateTimeField(default=timezone.now)
    admitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reentry_digest = models.CharField(max_length=64, blank=True, db_index=True)

    objects: ClassVar[Any] = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "person"], name="dialogues_one_participation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.dialogue}"

    @property
    def is_active(self) -> bool:
        return self.ended_at is None and self.admitted_at is not None

    @property
    def was_removed(self) -> bool:
        """Somebody else ended it, so that a join link does not open the door again."""
        return self.ended_at is not None and self.ended_by_id != self.person_id

    @property
    def is_crew(self) -> bool:
        return bool(CREW & set(self.roles))

    @property
    def role_labels(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]

    def come_back(self, *, roles: list[str], admitted_at: datetime | None) -> None:
        self.roles, self.admitted_at = roles, admitted_at
        self.ended_at = self.ended_by = None
        self.save(update_fields=["roles", "admitted_at", "ended_at", "ended_by"])

    def may(self, action: str) -> bool:
        """For pages: whether to offer the action. Actions themselves call `require`."""
        return self.is_active and policy.allows(set(self.roles), action)

    def seen(self, *, disguised: bool) -> Participation:
        """As it is, or of the crew in disguise as a participant's."""
        return self.as_participant() if disguised and self.is_crew else self

    def as_participant(self) -> Participation:
        """The same person with a participant's rights and no more; for looking, never saved."""
        shown = copy.copy(self)
        shown.roles, shown.is_disguised = [Role.PARTICIPANT], True
        return shown

    def require(self, action: str) -> None:
        """Raises NotAllowed or DialogueArchived."""
        roles = set(self.roles) if self.is_active else set()
        policy.require(roles, action, archived=self.dialogue.is_archived)


class JoinLink(models.Model):
    """A link by which people join a dialogue in one role. Its token is derived, never stored."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="join_links")
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.PARTICIPANT)
    label = models.CharField(_("label"), max_length=80, blank=True)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.label or str(Role(self.role).label)

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and (
            self.expires_at is None or self.expires_at > timezone.now()
        )
