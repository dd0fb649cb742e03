"""Programs that read with a token, and servers that are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from polylogue.api import secrets, tokens
from polylogue.api.models import Webhook
from polylogue.api.scopes import Scope
from polylogue.api.webhooks import actions
from polylogue.dialogues import intents
from polylogue.jobs import queue
from polylogue.jobs.worker import do
from polylogue.transcripts import actions as exporting
from polylogue.transcripts.choices import Choices
from tests.support import cast
from tests.support.receiver import Receiver


class Program:
    """What holds a token: `program.get("/people")` reads the dialogue, `/api/v1/…` anything."""

    def __init__(self, token, slug=""):
        self.token, self.slug = token, slug

    def get(self, path, **query):
        if not path.startswith("/api/"):
            path = f"/api/v1/dialogues/{self.slug}{path}"
        return Client().get(path, query, headers={"Authorization": f"Bearer {self.token}"})

    def read(self, path, **query):
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.content
        return answer.json()


def act(dialogue, person, do, *, reach=False):
    key = cast.new_key()
    return intents.run_as(dialogue, person, do, key=key, content=None, reach=reach).result


def elsewhere(name="nora"):
    """Staff of another dialogue, and that dialogue."""
    staff = cast.person(name, is_staff=True)
    return staff, cast.dialogue(by=staff)


def make(dialogue, person, *scopes, everywhere=False, days=30):
    """A program with a token that the person made; all scopes if none is named."""
    token = secrets.new_token()
    about = {
        "digest": secrets.digest(token),
        "ending": token[-4:],
        "label": "The archive",
        "scopes": list(scopes or Scope.values),
        "expires_at": timezone.now() + timedelta(days=days),
        "everywhere": everywhere,
    }
    act(dialogue, person, lambda by: tokens.make_token(by, **about))
    return Program(token, dialogue.slug)


@pytest.fixture
def program(dialogue, ada):
    return make(dialogue, ada)


@pytest.fixture
def asked(dialogue, plenary, ada, cleo, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cast.post(plenary, cleo, "Trees cool streets.")
    ask = lambda by: exporting.ask_export(by, choices=Choices(), forms=["jsonl"])  # noqa: E731
    return act(dialogue, ada, ask)


@pytest.fixture
def ready(asked):
    while job := queue.take(slow=True):
        do(job)
    return asked


@pytest.fixture
def receiver(settings):
    settings.WEBHOOKS_TO_LOOPBACK = True
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def webhook(dialogue, ada, receiver):
    """Told of messages and polls; its greeting waits."""
    return add(dialogue, ada, receiver.url)


def add(dialogue, person, url, *kinds):
    told = kinds or ("chat.message_posted", "polls.poll_opened", "dialogues.announcement_made")
    about = {"label": "City portal", "url": url, "kinds": told}
    pk = act(dialogue, person, lambda by: actions.add_webhook(by, **about))
    return Webhook.objects.select_related("dialogue").get(pk=pk)
