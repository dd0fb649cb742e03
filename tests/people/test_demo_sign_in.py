"""One click to be somebody of the demo event; not so in production."""

import os
import subprocess
import sys

import pytest

from polylogue.config import demo_sign_in
from tests.support import cast, doors

CAST = {"staff": "henrike", "facilitator": "nomvula", "moderator": "amelie", "participant": "mercy"}


@pytest.fixture
def demo(db):
    people = {shows: cast.person(key) for shows, key in CAST.items()}
    for shows, key in CAST.items():
        people[shows].email, people[shows].is_staff = f"{key}@demo.example", shows == "staff"
        people[shows].save()
    title = demo_sign_in._read("event.json")["title"]
    dialogue = cast.dialogue(people["staff"], title)
    for shows in ("facilitator", "moderator", "participant"):
        cast.enrol(dialogue, people[shows], shows)
    return people


@pytest.mark.parametrize("shows", CAST)
def test_one_click_signs_in_as_each_role(shows, demo, client):
    email = demo[shows].email
    assert email in client.get("/demo/").text
    assert client.post("/demo/", {"email": email})["Location"] == "/dialogues/"
    assert doors.who(client) == demo[shows]


def test_looking_signs_nobody_in(demo, client):
    client.get("/demo/")
    assert doors.who(client) is None


def test_only_the_cast_of_the_demo_can_be_chosen(demo, client, ada):
    assert client.post("/demo/", {"email": ada.email}).status_code == 404
    assert client.post("/demo/").status_code == 404
    assert doors.who(client) is None


def test_without_the_demo_event_the_page_says_so(client, db):
    assert "polylogue demo" in client.get("/demo/").text


def test_when_it_is_switched_off_nobody_gets_in(demo, client, settings):
    settings.DEMO_SIGN_IN = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"email": demo["staff"].email}).status_code == 404


PRODUCTION = {
    "POLYLOGUE_PROFILE": "production",
    "POLYLOGUE_DEMO": "1",
    "POLYLOGUE_SECRET_KEY": "8f2k" * 16,
    "POLYLOGUE_ORIGINS": "https://polylogue.example",
    "POLYLOGUE_MAIL_URL": "smtp://localhost:25",
}
ASK = """
import django
django.setup()
from django.conf import settings
from django.urls import resolve, Resolver404
assert settings.PRODUCTION and not settings.DEMO_SIGN_IN
try:
    resolve("/demo/")
except Resolver404:
    print("no such page")
"""


def test_in_production_the_page_does_not_exist_whatever_is_asked_for(tmp_path):
    environment = (
        os.environ
        | PRODUCTION
        | {
            "POLYLOGUE_DATA": str(tmp_path),
            "POLYLOGUE_DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "polylogue.config.settings",
        }
    )
    asked = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True
    )
    assert asked.stdout.strip() == "no such page", asked.stderr
