"""Accounts: made and entered by a code in the mail, without telling strangers who has one."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from polylogue.people import limits
from polylogue.people.models import User
from tests.support import doors

pytestmark = pytest.mark.django_db

LOGIN, CONFIRM = "/accounts/login/", "/accounts/login/code/confirm/"
SIGNUP, VERIFY = "/accounts/signup/", "/accounts/signup/code/"


def test_a_person_makes_an_account_with_name_and_address(client):
    answer = client.post(SIGNUP, {"display_name": "Fay Ito", "email": "Fay@Example.org"})
    assert answer["Location"] == VERIFY
    client.post(VERIFY, {"code": doors.mailed_code()})
    fay = doors.who(client)
    assert (fay.display_name, fay.email) == ("Fay Ito", "fay@example.org")
    assert EmailAddress.objects.get(user=fay).verified


def test_nobody_becomes_staff_by_signing_up(client):
    wish = {"is_staff": "on", "is_superuser": "on"}
    client.post(SIGNUP, {"display_name": "Fay", "email": "fay@example.org", **wish})
    fay = User.objects.get(email="fay@example.org")
    assert not (fay.is_staff or fay.is_superuser)


def test_signing_up_needs_a_name(client):
    client.post(SIGNUP, {"email": "fay@example.org"})
    assert not User.objects.filter(email="fay@example.org").exists()


def test_an_account_is_not_in_before_its_code(client):
    client.post(SIGNUP, {"display_name": "Fay", "email": "fay@example.org"})
    client.post(VERIFY, {"code": "AAAA-AAAA"})
    assert doors.who(client) is None


def test_a_person_signs_in_by_code(client, cleo):
    assert client.post(LOGIN, {"login": cleo.email})["Location"] == CONFIRM
    answer = client.post(CONFIRM, {"code": doors.mailed_code()})
    assert answer["Location"] == "/dialogues/"
    assert doors.who(client) == cleo


def test_after_signing_in_one_is_back_where_one_came_from(client, cleo):
    client.post(LOGIN, {"login": cleo.email, "next": "/profile/"})
    confirm = client.get(f"{CONFIRM}?next=/profile/")
    assert 'name="next" value="/profile/"' in confirm.text
    answer = client.post(CONFIRM, {"code": doors.mailed_code(), "next": "/profile/"})
    assert answer["Location"] == "/profile/"


def test_one_is_not_sent_to_another_site(client, cleo):
    client.post(LOGIN, {"login": cleo.email, "next": "https://evil.example/"})
    answer = client.post(CONFIRM, {"code": doors.mailed_code(), "next": "https://evil.example/"})
    assert answer["Location"] == "/dialogues/"


def test_a_code_is_good_in_the_browser_that_asked_for_it_only(client, cleo):
    client.post(LOGIN, {"login": cleo.email})
    thief = Client()
    thief.post(CONFIRM, {"code": doors.mailed_code()})
    assert doors.who(thief) is None


@pytest.fixture
def guessed(cleo, monkeypatch):
    """A stranger has guessed at Cleo's codes, in two sessions, until no attempt was left."""
    monkeypatch.setitem(limits.TIMES_IN_SECONDS, "wrong_code_for_address", (4, 60))
    for guesses in (3, 1):
        thief = Client(REMOTE_ADDR="198.51.100.7")
        thief.post(LOGIN, {"login": cleo.email})
        answers = [thief.post(CONFIRM, {"code": "AAAA-AAAA"}).status_code for _ in range(guesses)]
        assert 429 not in answers


def test_a_new_session_gives_no_new_attempts(guessed, cleo):
    thief = Client(REMOTE_ADDR="203.0.113.9")
    thief.post(LOGIN, {"login": cleo.email})
    assert thief.post(CONFIRM, {"code": doors.mailed_code()}).status_code == 429
    assert doors.who(thief) is None


def test_who_guesses_at_one_address_does_not_lock_out_another(guessed, dov):
    browser = Client(REMOTE_ADDR="198.51.100.7")
    browser.post(LOGIN, {"login": dov.email})
    browser.post(CONFIRM, {"code": doors.mailed_code()})
    assert doors.who(browser) == dov


def test_one_source_has_so_many_attempts_for_all_addresses(client, cleo, monkeypatch):
    monkeypatch.setitem(limits.TIMES_IN_SECONDS, "wrong_code_from_here", (2, 60))
    client.post(LOGIN, {"login": cleo.email})
    answers = [client.post(CONFIRM, {"code": "AAAA-AAAA"}).status_code for _ in range(3)]
    assert answers[-1] == 429


def test_three_wrong_codes_end_it(client, cleo):
    client.post(LOGIN, {"login": cleo.email})
    for _ in range(3):
        client.post(CONFIRM, {"code": "AAAA-AAAA"})
    client.post(CONFIRM, {"code": doors.mailed_code()})
    assert doors.who(client) is None


def page_after(url, fields):
    client = Client()
    answer = client.post(url, fields, follow=True)
    blank = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text)
    email = next(value for name, value in fields.items() if "@" in value)
    return answer.redirect_chain, answer.status_code, blank.replace(email, "")


def test_signing_in_answers_the_same_for_known_and_unknown_addresses(cleo):
    known = page_after(LOGIN, {"login": cleo.email})
    assert known == page_after(LOGIN, {"login": "nobody@example.org"})
    assert len(mail.outbox) == 2


def test_signing_up_answers_the_same_for_known_and_unknown_addresses(cleo):
    known = page_after(SIGNUP, {"display_name": "Fay", "email": cleo.email})
    assert known == page_after(SIGNUP, {"display_name": "Fay", "email": "nobody@example.org"})
    assert "account already" in mail.outbox[0].subject
    assert User.objects.filter(email=cleo.email).count() == 1


def test_a_forgotten_password_answers_the_same_for_known_and_unknown_addresses(cleo):
    known = page_after("/accounts/password/reset/", {"email": cleo.email})
    assert known == page_after("/accounts/password/reset/", {"email": "nobody@example.org"})


def test_codes_are_not_mailed_over_and_over(cleo):
    answers = [Client().post(LOGIN, {"login": cleo.email}).status_code for _ in range(4)]
    assert len(mail.outbox) == 3
    assert answers[:3] == [302] * 3


def test_a_password_is_possible_for_those_who_set_one(client, cleo):
    cleo.set_password("long and unlikely")
    cleo.save()
    EmailAddress.objects.create(user=cleo, email=cleo.email, verified=True, primary=True)
    client.post("/accounts/login/password/", {"login": cleo.email, "password": "long and unlikely"})
    assert doors.who(client) == cleo


def test_wrong_passwords_are_refused_and_soon_not_even_tried(client, cleo):
    cleo.set_password("long and unlikely")
    cleo.save()
    url = "/accounts/login/password/"
    for _ in range(5):
        client.post(url, {"login": cleo.email, "password": "wrong"})
    page = client.post(url, {"login": cleo.email, "password": "long and unlikely"})
    assert doors.who(client) is None
    assert "Too many" in page.text


@pytest.mark.parametrize(
    "path", ["confirm-email/x/", "social/signup/", "3rdparty/", "phone/verify/"]
)
def test_pages_that_make_no_sense_here_do_not_exist(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404


ACCOUNT_PAGES = [
    "email/",
    "password/set/",
    "security/",
    "security/passkeys/",
    "security/passkeys/add/",
    "security/app/",
    "providers/",
]


@pytest.mark.parametrize("path", ACCOUNT_PAGES)
def test_pages_about_the_account(path, client, sign_in, cleo, dialogue):
    url = f"/accounts/{path}"
    assert client.get(url)["Location"].startswith(LOGIN)
    assert sign_in(cleo).get(url).status_code == 200
    gils, _part, _code = doors.guest(doors.link(dialogue))
    assert gils.get(url)["Location"] == "/keep/"


@pytest.mark.parametrize("path", ["login/", "login/password/", "signup/", "password/reset/"])
def test_doors_open_to_everybody(path, client):
    assert client.get(f"/accounts/{path}").status_code == 200


def test_signing_out_asks_first(sign_in, cleo):
    cleos = sign_in(cleo)
    assert cleos.get("/accounts/logout/").status_code == 200
    assert doors.who(cleos) == cleo
    assert cleos.post("/accounts/logout/")["Location"] == "/"
    assert doors.who(cleos) is None
