"""Whose token opens what: the ladder of the API's door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from polylogue.api.models import Token, Use
from polylogue.api.scopes import Scope
from polylogue.kit.refusals import NotAllowed
from polylogue.people import limits
from tests.api.conftest import Program, elsewhere, make
from tests.support import cast

SAYS = {
    Scope.DIALOGUES: "",
    Scope.PEOPLE: "/people",
    Scope.ROOMS: "/rooms",
    Scope.ENTRIES: "/streams/{stream}/entries",
    Scope.RECORD: "/streams/{stream}/record",
    Scope.IDEAS: "/ideas",
    Scope.EXPORTS: "/exports",
}


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_opens_its_own_thing_and_no_other(scope, dialogue, plenary, ada):
    program = make(dialogue, ada, scope)
    opened = {
        one
        for one, path in SAYS.items()
        if program.get(path.format(stream=plenary.stream_id)).status_code == 200
    }
    assert opened == {scope}


def test_what_is_out_of_scope_is_refused_in_words(dialogue, ada):
    answer = make(dialogue, ada, "rooms").get("/people")
    assert answer.status_code == 403
    assert answer.json() == {
        "code": "out-of-scope",
        "sentence": "This token does not have the scope “people”.",
    }


def test_what_no_operation_knows_is_refused_and_not_passed_over(program):
    answer = program.get("/rooms", limt=5)
    assert (answer.status_code, answer.json()["sentence"]) == (422, "limt is not known here.")


@pytest.mark.parametrize("who", ["ben", "mia", "cleo", "eve"])
def test_nobody_but_staff_makes_a_token(who, dialogue, request):
    with pytest.raises(NotAllowed):
        make(dialogue, request.getfixturevalue(who))
    assert not Token.objects.exists()


def test_without_a_token_nothing_is_answered_whoever_is_signed_in(dialogue, ada, sign_in):
    answer = sign_in(ada).get(f"/api/v1/dialogues/{dialogue.slug}/people")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "no-such-token"


@pytest.mark.parametrize("token", ["", "x", "polylogue_" + "a" * 43, "polylogue_ü", "a b c"])
def test_a_token_that_was_never_made_opens_nothing(token, dialogue):
    assert Program(token, dialogue.slug).get("/people").status_code == 401


def test_a_token_that_has_run_out_opens_nothing(program):
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert program.get("/people").status_code == 401


def test_a_token_opens_nothing_once_its_owner_is_no_staff_any_more(program, dialogue, ada, dov):
    cast.change_roles(dialogue, dov, ada, "staff")
    cast.change_roles(dialogue, ada, dov, "facilitator")
    assert program.get("/people").status_code == 404
    assert program.read("/api/v1/dialogues") == {"items": []}


def test_a_token_opens_nothing_once_its_owner_is_removed(program, dialogue, ada, dov):
    cast.change_roles(dialogue, dov, ada, "staff")
    cast.remove(dialogue, ada, dov)
    assert program.get("/people").status_code == 404


def test_a_token_opens_nothing_once_its_owner_cannot_sign_in(program, ada):
    ada.is_active = False
    ada.save()
    assert program.get("/people").status_code == 401


def test_a_token_for_one_dialogue_opens_no_other_of_its_owner(dialogue, ada):
    other = cast.dialogue(by=ada, title="Trams")
    here, everywhere = make(dialogue, ada), make(dialogue, ada, everywhere=True)
    assert here.get(f"/api/v1/dialogues/{other.slug}").status_code == 404
    assert [one["slug"] for one in here.read("/api/v1/dialogues")["items"]] == [dialogue.slug]
    found = everywhere.read("/api/v1/dialogues")["items"]
    assert {one["slug"] for one in found} == {dialogue.slug, other.slug}
    assert everywhere.read(f"/api/v1/dialogues/{other.slug}")["title"] == "Trams"


def test_a_token_opens_no_dialogue_in_which_its_owner_only_takes_part(dialogue, ada):
    _, other = elsewhere()
    cast.enrol(other, ada, "participant")
    program = make(dialogue, ada, everywhere=True)
    assert program.get(f"/api/v1/dialogues/{other.slug}").status_code == 404


def test_a_program_can_change_nothing(program, dialogue):
    path, bearer = f"/api/v1/dialogues/{dialogue.slug}/people", f"Bearer {program.token}"
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(), method)(path, headers={"Authorization": bearer})
        assert answer.status_code == 405


def test_whoever_asks_too_often_is_told_to_wait(program, monkeypatch):
    monkeypatch.setitem(limits.TIMES_IN_SECONDS, "api_call", (2, 60))
    assert [program.get("/people").status_code for _ in range(3)] == [200, 200, 429]
    answer = program.get("/people")
    assert answer["Retry-After"] == "60" and answer.json()["code"] == "too-many-attempts"


def test_one_token_that_asks_too_often_does_not_stop_another(program, dialogue, ada, monkeypatch):
    monkeypatch.setitem(limits.TIMES_IN_SECONDS, "api_call", (1, 60))
    assert [program.get("/people").status_code for _ in range(2)] == [200, 429]
    assert make(dialogue, ada).get("/people").status_code == 200


def test_tokens_cannot_be_guessed_for_long(dialogue, program):
    times, _ = limits.TIMES_IN_SECONDS["wrong_token"]
    for _ in range(times):
        assert Program("polylogue_guess", dialogue.slug).get("/people").status_code == 401
    assert Program("polylogue_guess", dialogue.slug).get("/people").status_code == 429


def test_each_answer_is_counted_by_what_was_read_and_where(program, dialogue):
    program.read("/people")
    program.read("/people")
    program.read("/rooms")
    program.get("/streams/999999/entries")
    uses = Use.objects.filter(dialogue=dialogue).values_list("operation", "times")
    assert set(uses) == {("people", 2), ("rooms", 1), ("entries", 1)}
    assert Token.objects.get().last_used_at


def test_answers_are_kept_by_no_cache(program):
    assert program.get("/people")["Cache-Control"] == "no-store"


def test_an_address_that_is_not_there_is_answered_in_json(program):
    for path in ("/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/dialogues"):
        answer = program.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found"), path
