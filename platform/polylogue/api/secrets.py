"""Tokens and the secrets of webhooks: of the first a hash is kept, the others are derived."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from django.conf import settings

from polylogue.api.models import Webhook

PREFIX = "polylogue_"  # by which scanners of published code know it
TOKEN_BYTES = 32
LOOKS_LIKE_ONE = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")
WEBHOOK_PREFIX = "whsec_"


def new_token() -> str:
    return PREFIX + secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """What is stored of a token: it has 256 random bits, so that a plain hash keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()


def webhook_key(webhook: Webhook, nonce: str) -> bytes:
    """The bytes that sign; made anew from the secret key whenever they are needed."""
    told = f"webhook:{webhook.pk}:{nonce}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), told, "sha256")


def webhook_secret(webhook: Webhook) -> str:
    """The same as its receiver is given it."""
    return WEBHOOK_PREFIX + base64.b64encode(webhook_key(webhook, webhook.nonce)).decode()
