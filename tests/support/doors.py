"""How the tests come in: join links, guests, and codes out of the mail."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from polylogue.dialogues import tokens
from polylogue.dialogues.models import Dialogue, JoinLink, Participation
from polylogue.people.models import User


def link(dialogue: Dialogue, role: str = "participant", **fields: Any) -> JoinLink:
    staff = User.objects.filter(is_staff=True).earliest("pk")
    return JoinLink.objects.create(dialogue=dialogue, role=role, created_by=staff, **fields)


def address(link: JoinLink) -> str:
    return reverse("dialogues:join", args=[tokens.join_token(link)])


def press(client: Client, url: str, key: str | None = None, **fields: Any) -> HttpResponse:
    """Sends a form, whose key is new unless it is given."""
    return client.post(url, {"key": key or str(uuid.uuid4()), **fields})


def guest(link: JoinLink, name: str = "Gil") -> tuple[Client, Participation, str]:
    """Somebody who joined with a name: their browser, their part and their re-entry code."""
    client = Client()
    page = press(client, address(link), display_name=name)
    assert page.status_code == 200, page
    part = Participation.objects.get(dialogue=link.dialogue, person=who(client))
    return client, part, page.context["code"]


def who(client: Client) -> User | None:
    """Who is signed in with this browser."""
    person = client.get(reverse("dialogues:return")).wsgi_request.user
    return person if person.is_authenticated else None


def mailed_code() -> str:
    """The code in the newest mail."""
    return re.search(r"^([A-Z]{4}-?[A-Z]{4})$", mail.outbox[-1].body, re.MULTILINE)[1]
