"""The pages of webhooks, for staff: added with a secret shown once, what was told, tried again, removed."""

from __future__ import annotations

import re

import pytest

from polylogue.api import secrets
from polylogue.api.models import Delivery, Webhook
from polylogue.api.webhooks import kinds
from polylogue.log.models import Command, Entry
from tests.api.conftest import add, elsewhere
from tests.support import cast

SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{44}")


@pytest.fixture
def page(dialogue):
    return f"/d/{dialogue.slug}/api/webhooks/"


@pytest.fixture
def hook(dialogue, ada):
    return add(dialogue, ada, "https://city.example/hook")


def form(**other):
    said = {"label": "Portal", "url": "https://city.example/hook", "kinds": ["polls.poll_opened"]}
    return {"key": cast.new_key(), **said, **other}


def secret_in(answer):
    found = SECRET.findall(answer.content.decode().replace("&#x2B;", "+").replace("&#x3D;", "="))
    return found[0] if found else None


def test_a_webhook_that_was_added_shows_its_secret_once(page, ada, sign_in):
    client = sign_in(ada)
    shown = secret_in(client.post(page, form()))
    hook = Webhook.objects.get()
    assert shown == secrets.webhook_secret(hook)
    assert secret_in(client.get(f"{page}{hook.pk}/")) is None
    rows = [*Webhook.objects.values(), *Entry.objects.values(), *Command.objects.values()]
    assert shown.removeprefix("whsec_") not in str(rows)


def test_a_new_secret_is_another_one(page, hook, ada, sign_in):
    old = secrets.webhook_secret(hook)
    answer = sign_in(ada).post(
        f"{page}{hook.pk}/change", {"key": cast.new_key(), "change": "rotate"}
    )
    assert secret_in(answer) not in {None, old}


def test_each_change_is_told_to_the_crew(page, hook, ada, sign_in):
    client = sign_in(ada)
    for change in ("pause", "resume", "rotate", "remove"):
        client.post(f"{page}{hook.pk}/change", {"key": cast.new_key(), "change": change})
    told = Entry.objects.filter(kind="api.webhook_changed")
    assert [entry.data["change"] for entry in told] == [
        "paused",
        "resumed",
        "gave a new secret to",
        "removed",
    ]
    assert {entry.audience for entry in told} == {"crew"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://city.example/"},
        {"url": "https://127.0.0.1/"},
        {"url": "https://169.254.169.254/latest/meta-data"},
        {"kinds": []},
        {"kinds": ["chat.no_such_kind"]},
        {"label": ""},
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_keeps_what_was_typed(
    wrong, page, ada, sign_in
):
    answer = sign_in(ada).post(page, form(**wrong))
    assert answer.status_code == 422 and not Webhook.objects.exists()
    assert "Please check" in answer.content.decode()
    assert wrong.get("url", "https://city.example/hook") in answer.content.decode()


def test_what_was_told_is_listed_and_can_be_sent_again(page, hook, ada, sign_in):
    Delivery.objects.update(state="failed", tries=8, problem="answered 500")
    client, delivery = sign_in(ada), Delivery.objects.get()
    shown = client.get(f"{page}{hook.pk}/").content.decode()
    assert "answered 500" in shown and delivery.name in shown
    client.post(f"{page}{hook.pk}/again/{delivery.pk}", {"key": cast.new_key()})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == ("waiting", 0)


@pytest.mark.parametrize("who", ["ben", "mia", "cleo"])
def test_the_pages_are_for_staff(who, page, hook, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(page).status_code == 403
    assert client.get(f"{page}{hook.pk}/").status_code == 403
    assert client.post(page, form()).status_code == 403
    change = {"key": cast.new_key(), "change": "remove"}
    assert client.post(f"{page}{hook.pk}/change", change).status_code == 403
    assert Webhook.objects.standing().count() == 1


def test_staff_elsewhere_do_not_reach_it(hook, sign_in):
    nora, other = elsewhere()
    client, address = sign_in(nora), f"/d/{other.slug}/api/webhooks/{hook.pk}"
    change = {"key": cast.new_key(), "change": "remove"}
    assert client.get(f"{address}/").status_code == 404
    assert client.post(f"{address}/change", change).status_code == 404
    again = f"{address}/again/{Delivery.objects.get().pk}"
    assert client.post(again, {"key": cast.new_key()}).status_code == 404


def test_there_is_an_end_to_how_many_there_can_be(page, dialogue, ada, sign_in, monkeypatch):
    monkeypatch.setattr("polylogue.api.webhooks.actions.AT_MOST", 1)
    client = sign_in(ada)
    client.post(page, form())
    answer = client.post(page, form())
    assert answer.status_code == 422 and Webhook.objects.count() == 1


def test_every_wing_that_can_be_told_of_has_a_title_in_words():
    assert {wing for wing, _kinds in kinds.by_wing()} == kinds.WINGS.keys()
