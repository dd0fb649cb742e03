"""Who gets in by a join link, and who does not."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from polylogue.dialogues.models import Participation
from polylogue.log.models import Entry
from polylogue.people.models import User
from tests.support import cast, doors


def test_the_page_shows_what_one_is_invited_to_and_changes_nothing(client, dialogue):
    people, entries = User.objects.count(), Entry.objects.count()
    page = client.get(doors.address(doors.link(dialogue)))
    assert page.status_code == 200
    assert dialogue.title in page.text
    assert (User.objects.count(), Entry.objects.count()) == (people, entries)


def test_a_guest_joins_with_a_name_only(client, dialogue):
    link = doors.link(dialogue)
    page = doors.press(client, doors.address(link), display_name="Gil Anders")
    guest = doors.who(client)
    assert page.status_code == 200
    assert (guest.display_name, guest.email, guest.is_staff) == ("Gil Anders", None, False)
    assert Participation.objects.get(person=guest).roles == ["participant"]
    assert Entry.objects.filter(kind="dialogues.person_joined", actor=guest).count() == 1
    link.refresh_from_db()
    assert link.uses == 1


def test_a_guest_can_say_where_they_come_from(client, dialogue):
    about = {"city": "Bonn", "country": "DE", "sector": "science", "organisation": "A lab"}
    doors.press(client, doors.address(doors.link(dialogue)), display_name="Gil", **about)
    assert doors.who(client).place == "Bonn, Germany"


@pytest.mark.parametrize("nothing", [" ", "\u200b", "\u202e\u3164"])
def test_a_guest_without_a_name_is_asked_again(nothing, client, dialogue):
    page = doors.press(client, doors.address(doors.link(dialogue)), display_name=nothing)
    assert page.status_code == 422
    assert doors.who(client) is None


def test_a_double_click_makes_one_guest(dialogue):
    url, key = doors.address(doors.link(dialogue)), str(uuid.uuid4())
    first, second = Client(), Client()
    first.get(url)
    second.cookies["csrftoken"] = first.cookies["csrftoken"].value
    doors.press(first, url, key, display_name="Gil")
    doors.press(second, url, key, display_name="Gil")
    assert doors.who(first) == doors.who(second)
    assert User.objects.filter(display_name="Gil").count() == 1


def test_nobody_becomes_a_guest_by_repeating_their_key_from_elsewhere(dialogue):
    url, key = doors.address(doors.link(dialogue)), str(uuid.uuid4())
    gil, thief = Client(), Client()
    doors.press(gil, url, key, display_name="Gil")
    doors.press(thief, url, key, display_name="Gil")
    assert doors.who(thief) != doors.who(gil)


def test_somebody_with_an_account_joins_with_one_click(sign_in, dialogue, eve):
    answer = doors.press(sign_in(eve), doors.address(doors.link(dialogue, "observer")))
    assert answer["Location"] == dialogue.get_absolute_url()
    assert Participation.objects.get(person=eve).roles == ["observer"]


def test_joining_twice_counts_once(sign_in, dialogue, eve):
    link, eves = doors.link(dialogue), sign_in(eve)
    doors.press(eves, doors.address(link))
    assert doors.press(eves, doors.address(link))["Location"] == dialogue.get_absolute_url()
    link.refresh_from_db()
    assert link.uses == 1


def test_signing_in_first_leads_back_to_the_link(client, dialogue):
    url = doors.address(doors.link(dialogue))
    assert f"/accounts/login/?next={url}" in client.get(url).text


def test_whoever_is_in_already_goes_straight_in(sign_in, dialogue, cleo):
    answer = sign_in(cleo).get(doors.address(doors.link(dialogue)))
    assert answer["Location"] == dialogue.get_absolute_url()


@pytest.mark.parametrize("field", ["revoked_at", "expires_at"])
def test_a_closed_link_is_gone_for_guests_and_accounts(field, client, sign_in, dialogue, eve):
    closed = doors.link(dialogue, **{field: timezone.now() - timedelta(minutes=1)})
    for browser in (client, sign_in(eve)):
        assert browser.get(doors.address(closed)).status_code == 410
        answer = doors.press(browser, doors.address(closed), display_name="Gil")
        assert answer.status_code == 410
    assert not Participation.objects.filter(person=eve).exists()


def test_a_link_of_an_archived_dialogue_is_closed(client, dialogue):
    dialogue.archived_at = timezone.now()
    dialogue.save()
    assert client.get(doors.address(doors.link(dialogue))).status_code == 410


def test_staff_links_need_an_account(client, sign_in, dialogue, eve):
    link = doors.link(dialogue, "staff")
    doors.press(client, doors.address(link), display_name="Gil")
    assert doors.who(client) is None
    doors.press(sign_in(eve), doors.address(link))
    assert Participation.objects.get(person=eve).roles == ["staff"]


def test_a_guest_from_elsewhere_does_not_become_staff(dialogue, ada):
    gils, _part, _code = doors.guest(doors.link(cast.dialogue(ada, "Another")))
    answer = doors.press(gils, doors.address(doors.link(dialogue, "staff")))
    assert answer.status_code == 403


def test_whoever_left_may_come_back_by_a_link(sign_in, dialogue, cleo):
    cast.remove(dialogue, cleo, by=cleo)
    doors.press(sign_in(cleo), doors.address(doors.link(dialogue)))
    assert Participation.objects.get(person=cleo).is_active
    assert Entry.objects.filter(kind="dialogues.person_joined", actor=cleo).count() == 2


def test_whoever_left_can_read_the_rooms_again_after_coming_back(sign_in, dialogue, plenary, cleo):
    cast.remove(dialogue, cleo, by=cleo)
    doors.press(sign_in(cleo), doors.address(doors.link(dialogue)))
    assert plenary.stream.attachments.filter(person=cleo, until_seq=None).count() == 1


def test_whoever_was_removed_does_not_come_back_by_a_link(sign_in, dialogue, cleo, mia):
    cast.remove(dialogue, cleo, by=mia)
    url = doors.address(doors.link(dialogue))
    assert sign_in(cleo).get(url).status_code == 403
    assert doors.press(sign_in(cleo), url).status_code == 403
    assert not Participation.objects.get(person=cleo).is_active


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t[:-1] + "!", lambda t: "999-" + t, str.upper]
)
def test_only_the_exact_token_opens_a_link(client, dialogue, change):
    url = doors.address(doors.link(dialogue))
    token = url.split("/")[2]
    expected = 200 if change(token).lower() == token else 404
    assert client.get(f"/join/{change(token)}/").status_code == expected


def test_guessing_tokens_ends_after_ten_tries(client, dialogue):
    answers = [client.get(f"/join/1-{'a' * 25}{n:02}/").status_code for n in range(12)]
    assert answers == [404] * 10 + [429] * 2
    assert client.get(doors.address(doors.link(dialogue))).status_code == 429


def test_a_whole_hall_can_join_from_one_address(dialogue):
    url = doors.address(doors.link(dialogue))
    answers = [doors.press(Client(), url, display_name=f"Gil {n}").status_code for n in range(62)]
    assert answers == [200] * 60 + [429] * 2
