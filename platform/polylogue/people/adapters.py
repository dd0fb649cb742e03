"""What allauth asks us about people who sign up or sign in."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from polylogue.kit import wording
from polylogue.people.models import User

log = logging.getLogger("polylogue.people")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer's address where fewer proxies stand before us than we were told."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            log.error(
                "POLYLOGUE_TRUSTED_PROXIES counts more proxies than this request came through"
            )
            return str(request.META["REMOTE_ADDR"])

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Nobody becomes staff by signing up, whatever the form says."""
        user.display_name = form.cleaned_data.get("display_name") or user.display_name
        user.is_staff = user.is_superuser = False
        saved: User = super().save_user(request, user, form, commit)
        return saved


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """A new person from another identity provider is called as that provider says."""
        user: User = super().populate_user(request, sociallogin, data)
        email = str(data.get("email") or "")
        user.display_name = wording.name(str(data.get("name") or ""))[:80]
        user.display_name = user.display_name or email.partition("@")[0][:80]
        return user
