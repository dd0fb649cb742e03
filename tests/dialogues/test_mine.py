"""My dialogues: now, coming, past."""

from datetime import date, timedelta

from polylogue.dialogues.models import Dialogue
from polylogue.dialogues.views.mine import shelved
from tests.dialogues.pages import words
from tests.support import cast

TODAY = date(2026, 3, 3)


def on(first, last, **fields):
    return Dialogue(starts_on=TODAY + timedelta(first), ends_on=TODAY + timedelta(last), **fields)


def test_a_dialogue_is_on_from_its_first_to_its_last_day():
    over, ending, on_now, starting, coming = on(-3, -1), on(-2, 0), on(-1, 1), on(0, 2), on(1, 3)
    shelves = shelved([coming, starting, on_now, ending, over], TODAY)
    assert shelves == {"now": [starting, on_now, ending], "coming": [coming], "past": [over]}


def test_the_nearest_comes_first():
    far, near = on(30, 31), on(3, 4)
    assert shelved([far, near], TODAY)["coming"] == [near, far]


def test_an_archived_dialogue_is_past():
    assert shelved([on(-1, 1, archived_at="2026-03-02")], TODAY)["past"]


def test_the_page_shows_mine_and_no_others(dialogue, cleo, sign_in):
    cast.dialogue(cast.person("zoe", is_staff=True), "Elsewhere")
    said = words(sign_in(cleo).get("/dialogues/"))
    assert "Water and cities" in said
    assert "Elsewhere" not in said


def test_whoever_waits_does_not_have_it_yet(dialogue, eve, sign_in):
    cast.enrol(dialogue, eve, "participant", waits=True)
    assert "Water and cities" not in words(sign_in(eve).get("/dialogues/"))


def test_strangers_are_asked_to_sign_in(client):
    assert client.get("/dialogues/").headers["Location"].startswith("/accounts/login/")
