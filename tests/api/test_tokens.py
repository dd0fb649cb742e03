"""The page of tokens, for staff: made, shown once, revoked, and what each was used for."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from polylogue.api import secrets
from polylogue.api.models import Token
from polylogue.log.models import Command, Entry
from tests.api.conftest import Program, elsewhere, make
from tests.support import cast

SHOWN = re.compile(r"polylogue_[A-Za-z0-9_-]{43}")


@pytest.fixture
def page(dialogue):
    return f"/d/{dialogue.slug}/api/"


def form(**other):
    day = (timezone.now() + timedelta(days=30)).date().isoformat()
    said = {"label": "Archive", "scopes": ["people", "rooms"], "where": "here", "until": day}
    return {"key": cast.new_key(), **said, **other}


def test_a_token_that_was_made_is_shown_once_and_works(page, dialogue, ada, sign_in):
    client = sign_in(ada)
    answer = client.post(page, form())
    (token,) = set(SHOWN.findall(answer.content.decode()))
    assert Program(token, dialogue.slug).read("/people")
    assert not SHOWN.search(client.get(page).content.decode())
    assert "no-store" in answer["Cache-Control"]


def test_only_the_hash_of_a_token_is_kept_anywhere(page, ada, sign_in):
    (token,) = set(SHOWN.findall(sign_in(ada).post(page, form()).content.decode()))
    kept = Token.objects.get()
    assert kept.digest == secrets.digest(token) and kept.ending == token[-4:]
    rows = [*Token.objects.values(), *Entry.objects.values(), *Command.objects.values()]
    assert token not in str(rows)


def test_a_form_that_is_sent_twice_makes_one_token_and_shows_no_other(page, ada, sign_in):
    client, said = sign_in(ada), form()
    client.post(page, said)
    again = client.post(page, said, follow=True)
    assert Token.objects.count() == 1
    assert not SHOWN.search(again.content.decode())
    assert "was made already" in again.content.decode()


def test_the_crew_is_told_of_a_token_and_of_its_end(page, ada, sign_in):
    client = sign_in(ada)
    client.post(page, form())
    client.post(f"{page}tokens/{Token.objects.get().pk}/revoke", {"key": cast.new_key()})
    told = Entry.objects.filter(kind__startswith="api.").values_list("kind", "audience")
    assert list(told) == [("api.token_made", "crew"), ("api.token_revoked", "crew")]


def test_a_revoked_token_opens_nothing_at_once(program, page, ada, sign_in):
    assert program.get("/people").status_code == 200
    sign_in(ada).post(f"{page}tokens/{Token.objects.get().pk}/revoke", {"key": cast.new_key()})
    assert program.get("/people").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"label": "\u202e"},
        {"until": "2020-01-01"},
        {"until": "2190-01-01"},
        {"where": "nowhere"},
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_makes_nothing(wrong, page, ada, sign_in):
    answer = sign_in(ada).post(page, form(**wrong))
    assert answer.status_code == 422 and not Token.objects.exists()


@pytest.mark.parametrize("who", ["ben", "mia", "cleo"])
def test_the_page_is_for_staff(who, page, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(page).status_code == 403
    assert client.post(page, form()).status_code == 403
    assert not Token.objects.exists()


def test_eve_does_not_learn_that_there_is_a_page(page, eve, sign_in):
    assert sign_in(eve).get(page).status_code == 404


def test_staff_revoke_each_others_tokens_for_this_dialogue(dialogue, page, ada, dov, sign_in):
    cast.change_roles(dialogue, dov, ada, "staff")
    program = make(dialogue, dov)
    sign_in(ada).post(f"{page}tokens/{Token.objects.get().pk}/revoke", {"key": cast.new_key()})
    assert program.get("/people").status_code == 401


def test_a_token_for_everywhere_is_shown_to_other_staff_and_its_owners_to_revoke(
    dialogue, page, ada, dov, sign_in
):
    cast.change_roles(dialogue, dov, ada, "staff")
    program = make(dialogue, dov, everywhere=True)
    client, address = sign_in(ada), f"{page}tokens/{Token.objects.get().pk}/revoke"
    assert "every dialogue of its owner" in client.get(page).content.decode()
    assert client.post(address, {"key": cast.new_key()}).status_code == 403
    assert program.get("/people").status_code == 200
    sign_in(dov).post(address, {"key": cast.new_key()})
    assert program.get("/people").status_code == 401


def test_staff_elsewhere_neither_see_nor_revoke_it(program, sign_in):
    nora, other = elsewhere()
    address = f"/d/{other.slug}/api/tokens/{Token.objects.get().pk}"
    assert sign_in(nora).get(f"{address}/").status_code == 404
    assert sign_in(nora).post(f"{address}/revoke", {"key": cast.new_key()}).status_code == 404
    assert program.get("/people").status_code == 200


def test_what_a_token_read_is_told_by_day(program, page, ada, sign_in):
    program.read("/people")
    program.read("/people")
    shown = sign_in(ada).get(f"{page}tokens/{Token.objects.get().pk}/").content.decode()
    assert "<code>people</code>" in shown and ">2</td>" in shown
