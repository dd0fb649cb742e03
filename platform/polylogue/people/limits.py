"""How often somebody at one address may try something, beside what allauth limits itself."""

from __future__ import annotations

import hashlib
import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal

WINDOW_SECONDS = 60

# A hall of people behind one address must be able to join, so only failures are counted closely.
TIMES_PER_WINDOW = {
    "wrong_link": 10,
    "wrong_reentry_code": 10,
    "guest_join": 60,
    "code_from_here": 20,
    "code_to_address": 3,
}


class TooManyAttempts(Refusal):
    code = "too-many-attempts"
    status = 429
    sentence = _("That was tried too often. Please wait a minute and try again.")


def spend(request: HttpRequest, action: str, whose: str = "") -> None:
    """Counts an attempt of this address, or of `whose`; raises TooManyAttempts if none was left."""
    if _count(_name(request, action, whose)) > TIMES_PER_WINDOW[action]:
        raise TooManyAttempts


def require_left(request: HttpRequest, action: str) -> None:
    """Raises TooManyAttempts if none is left, and counts nothing: only failures are to be spent."""
    if cache.get(_name(request, action), 0) >= TIMES_PER_WINDOW[action]:
        raise TooManyAttempts


def _count(name: str) -> int:
    """Attempts in the window that the first of them opened."""
    cache.add(name, 0, WINDOW_SECONDS)
    try:
        return cache.incr(name)
    except ValueError:
        cache.set(name, 1, WINDOW_SECONDS)
        return 1


def _name(request: HttpRequest, action: str, whose: str = "") -> str:
    subject = hashlib.sha256((whose or _address(request)).encode()).hexdigest()
    return f"limits:{action}:{subject}"


def _address(request: HttpRequest) -> str:
    """The peer's address; of IPv6 the network that one household has."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    network = ipaddress.ip_network(f"{address}/{64 if address.version == 6 else 32}", strict=False)
    return str(network)
