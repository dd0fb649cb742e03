"""Pages for one person stay with that person, and what a browser claims breaks none of them."""

import pytest
from django.urls import reverse

from tests.dialogues.pages import at


@pytest.mark.parametrize(
    "page",
    ["edit", "copy", "programme", "add_session", "links", "people", "announce"],
)
def test_no_cache_keeps_the_pages_of_a_dialogue(page, dialogue, ada, sign_in):
    shown = sign_in(ada).get(at(f"dialogues:{page}", dialogue))
    assert shown.status_code == 200
    assert {"no-store", "private"} <= set(shown["Cache-Control"].split(", "))


@pytest.mark.parametrize(
    "page", ["dialogues:mine", "people:profile", "account_email", "mfa_index", "account_logout"]
)
def test_no_cache_keeps_the_pages_of_an_account(page, cleo, sign_in):
    assert "no-store" in sign_in(cleo).get(reverse(page))["Cache-Control"]


def test_no_cache_keeps_what_is_said(plenary, cleo, sign_in):
    for path in ("state", f"streams/{plenary.stream_id}?after=0"):
        answer = sign_in(cleo).get(f"/live/{plenary.dialogue.slug}/{path}")
        assert "no-store" in answer["Cache-Control"]


def test_the_front_door_may_be_kept(client, db):
    assert not client.get("/").has_header("Cache-Control")


@pytest.mark.parametrize("name", ["Europe", "__pycache__", "x" * 300, "../UTC", "/etc/passwd"])
def test_a_time_zone_that_is_none_is_read_as_utc(name, client, db):
    client.cookies["time_zone"] = name
    assert client.get("/").status_code == 200
