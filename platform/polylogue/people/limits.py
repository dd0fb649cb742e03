"""How often somebody at one address may try something, beside what allauth limits itself."""

from __future__ import annotations

import hashlib
import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal

MINUTE, QUARTER = 60, 15 * 60

# A hall of people behind one address must be able to join, so only failures are counted closely.
TIMES_IN_SECONDS = {
    "wrong_link": (10, MINUTE),
    "wrong_reentry_code": (10, MINUTE),
    "guest_join": (60, MINUTE),
    "code_from_here": (20, MINUTE),
    "code_to_address": (3, MINUTE),
    "wrong_code_from_here": (60, QUARTER),
    "wrong_code_for_address": (15, QUARTER),
    "wrong_token": (20, MINUTE),
    "api_call": (240, MINUTE),
}


class TooManyAttempts(Refusal):
    code = "too-many-attempts"
    status = 429
    sentence = _("That was tried too often. Please wait a while and try again.")


def spend(request: HttpRequest, action: str, whose: str = "") -> None:
    """Counts an attempt of this address, or of `whose`; raises TooManyAttempts if none was left."""
    times, seconds = TIMES_IN_SECONDS[action]
    if _count(_name(request, action, whose), seconds) > times:
        raise TooManyAttempts


def require_left(request: HttpRequest, action: str, whose: str = "") -> None:
    """Raises TooManyAttempts if none is left, and counts nothing: only failures are to be spent."""
    times, _seconds = TIMES_IN_SECONDS[action]
    if cache.get(_name(request, action, whose), 0) >= times:
        raise TooManyAttempts


def require_codes_left(request: HttpRequest, email: str) -> None:
    """Raises TooManyAttempts if too many wrong codes were entered here, or anywhere for the address."""
    require_left(request, "wrong_code_from_here")
    require_left(request, "wrong_code_for_address", whose=email.casefold())


def spend_code(request: HttpRequest, email: str) -> None:
    """Counts a wrong code, whose session it was does not matter."""
    spend(request, "wrong_code_from_here")
    spend(request, "wrong_code_for_address", whose=email.casefold())


def _count(name: str, seconds: int) -> int:
    """Attempts in the window that the first of them opened."""
    cache.add(name, 0, seconds)
    try:
        return cache.incr(name)
    except ValueError:
        cache.set(name, 1, seconds)
        return 1


def _name(request: HttpRequest, action: str, whose: str = "") -> str:
    subject = hashlib.sha256((whose or _address(request)).encode()).hexdigest()
    return f"limits:{action}:{subject}"


def _address(request: HttpRequest) -> str:
    """The peer's address; of IPv6 the network that one household has."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    network = ipaddress.ip_network(f"{address}/{64 if address.version == 6 else 32}", strict=False)
    return str(network)
