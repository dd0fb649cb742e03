"""How often somebody at one address may try something; the rates are in ACCOUNT_RATE_LIMITS."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal


class TooManyAttempts(Refusal):
    code = "too-many-attempts"
    status = 429
    sentence = _("That was tried too often from here. Please wait a minute and try again.")


def spend(request: HttpRequest, action: str, key: str | None = None) -> None:
    """Counts an attempt; raises TooManyAttempts if none was left."""
    if not ratelimit.consume(request, action=action, key=key):
        raise TooManyAttempts


def require_left(request: HttpRequest, action: str) -> None:
    """Raises TooManyAttempts if none is left, and counts nothing: only failures are to be spent."""
    if not ratelimit.consume(request, action=action, dry_run=True):
        raise TooManyAttempts
