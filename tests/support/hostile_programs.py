"""The corpus in what staff write about programs: names of tokens, names and addresses of webhooks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

NAME, ADDRESS = 80, 500


def fill(filling: Any, payloads: list[Any]) -> None:
    """Rows past the forms: an address is shown as text whatever it holds."""
    from polylogue.api.models import Token, Webhook

    ada, later = filling.by["ada"], datetime.now(UTC) + timedelta(days=30)
    fits = [payload.text for payload in payloads if len(payload.text) <= NAME]
    Token.objects.bulk_create(
        Token(
            person=ada,
            dialogue=filling.dialogue,
            label=text,
            scopes=["people"],
            digest=f"{number:064d}",
            ending="abcd",
            expires_at=later,
        )
        for number, text in enumerate(fits)
    )
    Webhook.objects.bulk_create(
        Webhook(
            dialogue=filling.dialogue,
            label=text,
            url=f"https://city.example/{text}"[:ADDRESS],
            kinds=["polls.poll_opened"],
            keeper=ada,
            paused_at=datetime.now(UTC),
        )
        for text in fits
    )
