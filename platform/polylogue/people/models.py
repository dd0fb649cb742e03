"""People: whoever speaks in a dialogue, with an account or as a guest."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField


class Sector(models.TextChoices):
    POLITICS = "politics", _("Politics")
    ADMINISTRATION = "administration", _("Administration")
    BUSINESS = "business", _("Business")
    SCIENCE = "science", _("Science")
    CIVIL_SOCIETY = "civil_society", _("Civil society")


class People(BaseUserManager["User"]):
    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        person = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def system(self) -> User:
        """The actor of what nobody did: timers and coalesced entries."""
        return self.get(is_system=True)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Without an e-mail address it is a guest, known by a name in one dialogue."""

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    display_name = models.CharField(_("name"), max_length=80)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = CountryField(_("country"), blank=True)
    sector = models.CharField(_("sector"), max_length=16, choices=Sector, blank=True)
    languages: models.JSONField[Any, Any] = models.JSONField(
        _("languages"), default=list, blank=True
    )
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(_("may create dialogues"), default=False)
    is_system = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]
    objects: ClassVar[People] = People()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_system"],
                condition=models.Q(is_system=True),
                name="people_user_one_system_actor",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_guest(self) -> bool:
        return self.email is None

    @property
    def place(self) -> str:
        """ "Leipzig, Germany", or what of it is known."""
        return ", ".join(part for part in (self.city, str(self.country.name or "")) if part)

    def get_full_name(self) -> str:
        return self.display_name
