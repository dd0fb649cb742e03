"""Facilitators and staff tell everyone something."""

import pytest

from tests.dialogues.pages import at, last, send, told, words


@pytest.mark.parametrize("name", ["ada", "ben"])
def test_leads_announce_and_everyone_reads_it(dialogue, name, cleo, request, sign_in):
    send(
        sign_in(request.getfixturevalue(name)),
        at("dialogues:announce", dialogue),
        text="Lunch is ready.",
    )
    assert last(dialogue).data == {"text": "Lunch is ready."}
    assert "Lunch is ready." in words(sign_in(cleo).get(at("dialogues:show", dialogue)))


@pytest.mark.parametrize("name", ["mia", "cleo", "eve"])
def test_others_do_not(dialogue, name, request, sign_in):
    client = sign_in(request.getfixturevalue(name))
    assert client.get(at("dialogues:announce", dialogue)).status_code in {403, 404}
    assert send(client, at("dialogues:announce", dialogue), text="Hear me.").status_code in {
        403,
        404,
    }
    assert "dialogues.announcement_made" not in told(dialogue)


def test_an_announcement_that_is_too_long_is_kept_in_the_form(dialogue, ben, sign_in):
    page = send(sign_in(ben), at("dialogues:announce", dialogue), text="x" * 501)
    assert page.status_code == 422
    assert "x" * 501 in page.content.decode()


def test_a_form_without_its_key_does_nothing(dialogue, ben, sign_in):
    assert (
        sign_in(ben).post(at("dialogues:announce", dialogue), {"text": "Hear me."}).status_code
        == 422
    )
    assert "dialogues.announcement_made" not in told(dialogue)


def test_a_key_that_was_used_for_something_else_loses_nothing_typed(dialogue, ben, sign_in):
    client, key = sign_in(ben), "c" * 36
    send(client, at("dialogues:announce", dialogue), key=key, text="One.")
    page = send(client, at("dialogues:announce", dialogue), key=key, text="Two.")
    assert "already used" in words(page)
    assert "Two." in page.content.decode()
    assert f'value="{key}"' not in page.content.decode()
