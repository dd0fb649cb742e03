"""The page of a room: who may see it, and what it says."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from polylogue.log import reading
from rooms.models import Room
from tests.support import cast


@pytest.fixture
def page(sign_in, plenary):
    """`page(cleo)`: the plenary as she gets it."""
    return lambda person: sign_in(person).get(plenary.get_absolute_url())


def test_everybody_in_the_dialogue_sees_its_rooms(page, ada, ben, mia, cleo, dov):
    for person in (ada, ben, mia, cleo, dov):
        assert page(person).status_code == 200


def test_whoever_is_outside_finds_no_room(page, eve, plenary):
    assert page(eve).status_code == 404


def test_a_stranger_is_asked_to_sign_in(db, plenary):
    answer = Client().get(plenary.get_absolute_url())

    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_a_removed_participant_finds_no_room_and_is_told_why(page, dialogue, ada, cleo):
    cast.remove(dialogue, cleo, by=ada)

    assert page(cleo).status_code == 403
    assert "You were removed from this dialogue." in page(cleo).content.decode()


def test_a_room_is_found_in_its_own_dialogue_only(sign_in, plenary, ada, cleo):
    other = cast.dialogue(by=ada, title="Another")

    address = plenary.get_absolute_url().replace(plenary.dialogue.slug, other.slug)

    assert sign_in(cleo).get(address).status_code == 404
    assert sign_in(ada).get(address).status_code == 404


def test_the_page_carries_the_cursors_from_which_the_socket_continues(page, plenary, cleo, dov):
    cast.post(plenary, dov, "One")

    text = page(cleo).content.decode()

    for name, stream in (("", plenary.stream_id), ("dialogue-", plenary.dialogue.stream_id)):
        epoch, head = reading.heads([stream])[stream]
        stream_name = "data-dialogue-stream" if name else "data-stream"
        assert f'{stream_name}="{stream}"' in text
        assert f'data-{name}epoch="{epoch}"' in text
        assert f'data-{name}seq="{head}"' in text


def test_only_facilitators_and_staff_can_call_speakers(page, plenary, ada, ben, mia, cleo, dov):
    cast.do(plenary, dov, "rooms.raise_hand")

    callers = [p for p in (ada, ben, mia, cleo, dov) if b"Call the next speaker" in page(p).content]

    assert callers == [ada, ben]


def test_the_speaker_queue_is_in_the_order_of_the_hands(page, plenary, cleo, dov, ben):
    cast.do(plenary, dov, "rooms.raise_hand")
    cast.do(plenary, cleo, "rooms.raise_hand")

    names = re.findall(r'speaker-queue__name" dir="auto">([^<]+)<', page(ben).content.decode())

    assert names[:2] == ["Dov Peretz", "Cleo Marin"]


def test_an_announcement_is_shown_until_the_reader_puts_it_away(sign_in, plenary, ben, cleo):
    announced = sign_in(ben).post(
        f"{plenary.get_absolute_url()}announce", {"text": "Lunch at noon", "key": cast.new_key()}
    )
    reader = sign_in(cleo)

    assert announced.status_code == 302
    page = reader.get(plenary.get_absolute_url()).content.decode()
    assert "Lunch at noon" in page
    seq = re.search(r'announcement" role="status" data-seq="(\d+)"', page)[1]
    reader.cookies[f"announcement_{plenary.dialogue.stream_id}"] = seq
    assert "Lunch at noon" not in reader.get(plenary.get_absolute_url()).content.decode()


def test_participants_cannot_announce(sign_in, plenary, cleo):
    answer = sign_in(cleo).post(
        f"{plenary.get_absolute_url()}announce", {"text": "Psst", "key": cast.new_key()}
    )

    assert answer.status_code == 403


def test_a_page_of_a_long_room_costs_no_more_queries_than_of_a_short_one(
    sign_in, plenary, cleo, dov, django_assert_max_num_queries
):
    for number in range(60):
        cast.post(plenary, dov, f"Line {number}")
    client = sign_in(cleo)

    with django_assert_max_num_queries(60):
        page = client.get(plenary.get_absolute_url())

    assert page.content.decode().count('class="message"') == 51
    assert Room.objects.count() == 1
