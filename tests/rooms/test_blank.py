"""The page of no room in particular, of which browsers make that of any."""

from __future__ import annotations

from django.urls import reverse

from rooms import blank


def page(dialogue):
    return reverse("rooms:blank", args=[dialogue.slug])


def test_it_has_the_numbers_that_browsers_exchange(dialogue, cleo, sign_in):
    answer = sign_in(cleo).get(page(dialogue))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'data-room="{blank.ROOM}"' in text and f'data-stream="{blank.STREAM}"' in text
    assert f"/rooms/{blank.ROOM}/" in text
    assert f"This is the beginning of “{blank.TITLE}”." in text


def test_a_participant_can_write_in_it(dialogue, cleo, sign_in):
    assert "<textarea" in sign_in(cleo).get(page(dialogue)).content.decode()


def test_it_is_for_people_of_the_dialogue(dialogue, eve, sign_in, client):
    assert sign_in(eve).get(page(dialogue)).status_code == 404
    assert client.get(page(dialogue)).status_code == 302
