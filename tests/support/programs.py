"""Programs that hold a token of somebody, whoever that is: what it opens is the product's to say."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from polylogue.api import secrets
from polylogue.api.models import Token
from polylogue.api.scopes import Scope
from polylogue.api.webhooks import actions
from polylogue.dialogues import intents
from polylogue.dialogues.models import Dialogue
from polylogue.people.models import User


def token_of(person: User, label: str = "A program") -> str:
    """A token with all scopes for every dialogue, past the page that would refuse to make it."""
    token = secrets.new_token()
    Token.objects.create(
        person=person,
        label=label,
        scopes=Scope.values,
        digest=secrets.digest(token),
        ending=token[-4:],
        expires_at=timezone.now() + timedelta(days=1),
    )
    return token


def bearer(person: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_of(person)}"}


def add_webhook(slug: str, url: str, kind: str) -> None:
    """A webhook of ada's that is told of one kind."""
    ada = User.objects.get(email="ada@example.org")
    about = {"label": "Portal", "url": url, "kinds": [kind]}
    intents.run_as(
        Dialogue.objects.get(slug=slug),
        ada,
        lambda by: actions.add_webhook(by, **about),
        key=str(uuid.uuid4()),
        content=None,
    )
