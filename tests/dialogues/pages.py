"""How the tests of a dialogue's pages read and send them."""

from __future__ import annotations

import html
import re
import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Entry


def at(name: str, dialogue: Dialogue, *args: Any) -> str:
    return reverse(name, args=[dialogue.slug, *args])


def send(client: Client, url: str, key: str | None = None, **fields: Any) -> HttpResponse:
    """Sends a form, whose key is new unless it is given."""
    return client.post(url, {"key": key or str(uuid.uuid4()), **fields})


def words(page: HttpResponse) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def told(dialogue: Dialogue) -> list[str]:
    """The kinds in the dialogue's log, in order."""
    kinds = Entry.objects.filter(stream=dialogue.stream_id).order_by("seq")
    return list(kinds.values_list("kind", flat=True))


def last(dialogue: Dialogue) -> Entry:
    return Entry.objects.filter(stream=dialogue.stream_id).order_by("-seq")[0]
