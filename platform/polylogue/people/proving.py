"""Proves by a mailed code that a person reads the mail of an address."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal
from polylogue.people import limits

KEPT = "people.proving"
CODE_SECONDS = 15 * 60
ATTEMPTS = 3


class ProofOver(Refusal):
    code = "proof-over"
    status = 410
    sentence = _(
        "This code is too old, or was entered wrongly too often. Please ask for a new one."
    )


def begin(request: HttpRequest, email: str) -> None:
    """Mails a code; the answer is the same whether anybody here has this address."""
    code = get_adapter().generate_login_code()
    request.session[KEPT] = {
        "email": email,
        "digest": _digest(code),
        "until": time.time() + CODE_SECONDS,
        "left": ATTEMPTS,
    }
    get_adapter().send_mail("people/email/prove", email, {"code": code})


def pending(request: HttpRequest) -> str:
    """The address that a code was sent to; raises ProofOver if there is none any more."""
    return str(_kept(request)["email"])


def is_proved(request: HttpRequest, code: str) -> bool:
    """Whether this is the code; a wrong one uses up an attempt."""
    kept = _kept(request)
    limits.require_codes_left(request, kept["email"])
    if constant_time_compare(kept["digest"], _digest(code)):
        return True
    limits.spend_code(request, kept["email"])
    request.session[KEPT] = {**kept, "left": kept["left"] - 1}
    return False


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def _kept(request: HttpRequest) -> dict[str, Any]:
    kept: dict[str, Any] | None = request.session.get(KEPT)
    if kept is None or kept["until"] < time.time() or kept["left"] < 1:
        raise ProofOver
    return kept


def _digest(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac("people.proving", plain, algorithm="sha256").hexdigest()
