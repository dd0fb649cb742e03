"""Pages of group work as people open and send them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from breakout.models import Round
from polylogue.people.models import User
from tests.support import cast

LIVE = {"HX-Request": "true"}


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def see(person: User, name: str, *args: Any, live: bool = False) -> Any:
    return as_(person).get(reverse(name, args=args), headers=LIVE if live else {})


def board(round: Round, person: User, **how: Any) -> Any:
    return see(person, "breakout:show", round.dialogue.slug, round.pk, **how)


def press(round: Round, by: User, do: str, *, live: bool = False, **fields: Any) -> Any:
    """A button of the board; `seen` is how the round stands unless the page is older."""
    round.refresh_from_db()
    said = {"key": cast.new_key(), "do": do, "seen": round.version} | fields
    url = reverse("breakout:do", args=[round.dialogue.slug, round.pk])
    return as_(by).post(url, said, headers=LIVE if live else {})


def text(answer: Any) -> str:
    """What stands on it, without the space between."""
    return " ".join(answer.content.decode().split())
