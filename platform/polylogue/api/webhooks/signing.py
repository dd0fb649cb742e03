"""Signatures, as in the Standard Webhooks specification: each secret that is valid now signs once."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime

from polylogue.api import secrets
from polylogue.api.models import Webhook


def headers(webhook: Webhook, name: str, at: datetime, body: bytes) -> dict[str, str]:
    """What a receiver checks: that it is from us, what it is, and when it was sent."""
    stamp = str(int(at.timestamp()))
    told = f"{name}.{stamp}.".encode() + body
    keys = [secrets.webhook_key(webhook, nonce) for nonce in webhook.nonces]
    return {
        "webhook-id": name,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(_signed(key, told) for key in keys),
    }


def _signed(key: bytes, told: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(key, told, "sha256")).decode()
