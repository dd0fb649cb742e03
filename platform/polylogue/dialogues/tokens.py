"""Join tokens and re-entry codes: 128 bits or more, never stored in the clear."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

from polylogue.dialogues.models import JoinLink

TOKEN_BYTES = 17  # 136 bits: 28 characters of base32, no padding in the first 27
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
CODE_LENGTH = 26


def join_token(link: JoinLink) -> str:
    """The link's token, "<id>-<27 letters>"; made anew from the secret key whenever it is shown."""
    mac = hmac.digest(
        settings.SECRET_KEY.encode(), f"join:{link.pk}:{link.nonce}".encode(), "sha256"
    )
    letters = base64.b32encode(mac[:TOKEN_BYTES]).decode().rstrip("=").lower()
    return f"{link.pk}-{letters}"


def link_for(token: str) -> JoinLink | None:
    """The link this token opens, even if it is revoked or expired; None for any other text."""
    number, _, _letters = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 15):
        return None
    link = JoinLink.objects.select_related("dialogue").filter(pk=number).first()
    if link and hmac.compare_digest(join_token(link), token.lower()):
        return link
    return None


def new_reentry_code() -> str:
    """26 characters (130 bits) in groups of five, to come back with on another device."""
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(letters[i : i + 5] for i in range(0, CODE_LENGTH, 5))


def reentry_digest(code: str) -> str:
    """What is stored of a code; forgiving about case, blanks, hyphens and look-alike letters."""
    plain = code.upper().translate(str.maketrans("ILO", "110", " -\t\n"))
    return hashlib.sha256(f"reentry:{plain}".encode()).hexdigest()
