"""Everybody edits their own profile, and the dialogues they are in hear of it."""

import pytest
from django.urls import reverse

from polylogue.log.models import Entry
from polylogue.people import languages
from tests.support import cast, doors

PROFILE = "/profile/"


def test_a_changed_name_is_told_to_the_dialogues_one_is_in(sign_in, dialogue, cleo):
    sign_in(cleo).post(PROFILE, {"display_name": "Cleo M.", "country": "FR", "city": "Lyon"})
    cleo.refresh_from_db()
    told = Entry.objects.get(kind="dialogues.person_changed")
    assert cleo.display_name == "Cleo M."
    assert (told.stream_id, told.actor, told.data) == (
        dialogue.stream_id,
        cleo,
        {"person": cleo.pk},
    )


def test_nothing_is_told_when_nothing_changed(sign_in, dialogue, cleo):
    same = {"display_name": cleo.display_name, "country": "FR", "city": "Lyon"}
    sign_in(cleo).post(PROFILE, same)
    assert not Entry.objects.filter(kind="dialogues.person_changed").exists()


def test_dialogues_one_has_left_are_not_told(sign_in, dialogue, cleo):
    cast.remove(dialogue, cleo, by=cleo)
    sign_in(cleo).post(PROFILE, {"display_name": "Cleo M."})
    assert not Entry.objects.filter(kind="dialogues.person_changed").exists()


def test_a_profile_holds_what_others_may_want_to_know(sign_in, cleo):
    about = {
        "display_name": "Cleo",
        "pronouns": "she/her",
        "organisation": "Ville de Lyon",
        "sector": "administration",
        "languages": "français, English, Kinyamwezi",
        "time_zone": "Europe/Paris",
    }
    assert sign_in(cleo).post(PROFILE, about).status_code == 302
    cleo.refresh_from_db()
    assert (cleo.sector, cleo.time_zone) == ("administration", "Europe/Paris")
    assert cleo.languages == ["fr", "en", "Kinyamwezi"]


def test_a_name_does_not_turn_around_what_stands_beside_it(sign_in, cleo):
    sign_in(cleo).post(PROFILE, {"display_name": "\u202eCleo\u2067"})
    cleo.refresh_from_db()
    assert cleo.display_name == "Cleo"


@pytest.mark.parametrize(
    "wrong",
    [
        {"display_name": ""},
        {"display_name": "\u200b"},
        {"city": "\u2066\u2069"},
        {"organisation": "\u3164"},
        {"time_zone": "Mars/Base"},
        {"sector": "x"},
    ],
)
def test_a_wrong_profile_is_shown_again(wrong, sign_in, cleo):
    answer = sign_in(cleo).post(PROFILE, {"display_name": "Cleo", **wrong})
    assert answer.status_code == 422
    cleo.refresh_from_db()
    assert cleo.display_name == "Cleo Marin"


def test_one_cannot_make_oneself_staff_by_the_profile(sign_in, cleo):
    sign_in(cleo).post(
        PROFILE, {"display_name": "Cleo", "is_staff": "on", "email": "x@example.org"}
    )
    cleo.refresh_from_db()
    assert (cleo.is_staff, cleo.email) == (False, "cleo@example.org")


def test_profiles_are_for_people_signed_in(client, dialogue):
    assert client.get(PROFILE).status_code == 302
    gils, _part, _code = doors.guest(doors.link(dialogue))
    assert gils.get(PROFILE).status_code == 200


def test_languages_are_read_as_people_write_them():
    assert languages.parsed(" Deutsch; en, german ,Quechua,, ") == ["de", "en", "Quechua"]
    assert languages.written(["de", "en", "Quechua"]) == "German, English, Quechua"


def test_a_way_leads_back_from_the_profile_to_ones_dialogues(sign_in, cleo):
    page = sign_in(cleo).get(PROFILE).content.decode()
    assert f'<a class="app-header__link" href="{reverse("dialogues:mine")}"' in page
