"""Coming back on another device with a personal code."""

import pytest
from django.test import Client
from django.urls import reverse

from polylogue.dialogues import tokens
from tests.support import cast, doors

RETURN = "/return/"


def test_a_guest_comes_back_on_another_device(dialogue):
    _gils, part, code = doors.guest(doors.link(dialogue))
    phone = Client()
    answer = doors.press(phone, RETURN, code=code)
    assert answer["Location"] == dialogue.get_absolute_url()
    assert doors.who(phone) == part.person


def test_a_code_may_be_typed_carelessly(dialogue):
    _gils, part, code = doors.guest(doors.link(dialogue))
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    phone = Client()
    doors.press(phone, RETURN, code=f" {typed} ")
    assert doors.who(phone) == part.person


def test_only_the_digest_of_a_code_is_kept(dialogue):
    _gils, part, code = doors.guest(doors.link(dialogue))
    assert part.reentry_digest == tokens.reentry_digest(code)
    assert code not in str(vars(part))


def test_the_qr_code_opens_a_page_that_only_a_button_signs_in(dialogue):
    _gils, part, code = doors.guest(doors.link(dialogue))
    phone = Client()
    page = phone.get(reverse("dialogues:return_with", args=[code]))
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]
    assert doors.who(phone) is None
    doors.press(phone, RETURN, code=code)
    assert doors.who(phone) == part.person


def test_a_new_code_makes_the_old_one_useless(dialogue):
    gils, part, old = doors.guest(doors.link(dialogue))
    url = reverse("dialogues:return_code", args=[dialogue.slug])
    assert gils.get(url).status_code == 200
    new = gils.post(url).context["code"]
    phone = Client()
    assert doors.press(phone, RETURN, code=old).status_code == 422
    assert doors.who(phone) is None
    doors.press(phone, RETURN, code=new)
    assert doors.who(phone) == part.person


def test_looking_at_the_page_makes_no_new_code(dialogue):
    gils, part, _code = doors.guest(doors.link(dialogue))
    before = part.reentry_digest
    gils.get(reverse("dialogues:return_code", args=[dialogue.slug]))
    part.refresh_from_db()
    assert part.reentry_digest == before


def test_codes_are_for_guests_of_this_dialogue_only(dialogue, client, sign_in, cleo, eve):
    url = reverse("dialogues:return_code", args=[dialogue.slug])
    assert client.get(url).status_code == 302
    for person in (cleo, eve):
        assert sign_in(person).get(url).status_code == 404
        assert sign_in(person).post(url).status_code == 404


def test_a_removed_guest_does_not_come_back(dialogue, mia):
    _gils, part, code = doors.guest(doors.link(dialogue))
    cast.remove(dialogue, part.person, by=mia)
    assert doors.press(Client(), RETURN, code=code).status_code == 422


def test_an_empty_digest_is_nobodys_code(dialogue, client):
    assert doors.press(client, RETURN, code="-").status_code == 422
    assert doors.press(client, RETURN, code="").status_code == 422


def test_guessing_codes_ends_after_ten_tries(dialogue, client):
    _gils, _part, code = doors.guest(doors.link(dialogue))
    wrong = [doors.press(client, RETURN, code=f"{n:026}").status_code for n in range(12)]
    assert wrong == [422] * 10 + [429] * 2
    assert doors.press(client, RETURN, code=code).status_code == 429


@pytest.mark.parametrize("role", ["participant", "moderator"])
def test_a_guest_returns_in_the_role_they_had(dialogue, role):
    _gils, part, code = doors.guest(doors.link(dialogue, role))
    doors.press(Client(), RETURN, code=code)
    part.refresh_from_db()
    assert (part.roles, part.is_active) == ([role], True)
