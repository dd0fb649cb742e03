"""Staff make the programme."""

from datetime import UTC, datetime

import pytest

from polylogue.dialogues.models import Dialogue, Session
from polylogue.log.models import Stream
from tests.dialogues.pages import at, last, send, told, words
from tests.support import cast

OPENING = {
    "title": "Opening", "kind": "plenary", "description": "Welcome.",
    "day": "2026-03-02", "starts": "09:00", "ends": "10:30", "seen": "0",
}  # fmt: skip


@pytest.fixture
def dialogue(dialogue):
    Dialogue.objects.filter(pk=dialogue.pk).update(time_zone="Europe/Berlin")
    return Dialogue.objects.get(pk=dialogue.pk)


@pytest.fixture
def opening(dialogue, ada, sign_in):
    send(sign_in(ada), at("dialogues:add_session", dialogue), **OPENING)
    return Session.objects.get(dialogue=dialogue)


def head(dialogue):
    return Stream.objects.get(pk=dialogue.stream_id).head


def test_times_are_entered_in_the_zone_of_the_dialogue(dialogue, opening):
    assert opening.starts_at == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert opening.ends_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert last(dialogue).data == {"session": opening.pk, "change": "added", "title": "Opening"}


def test_sending_the_form_twice_adds_one_session(dialogue, ada, sign_in):
    for _ in range(2):
        send(sign_in(ada), at("dialogues:add_session", dialogue), key="a" * 36, **OPENING)
    assert Session.objects.count() == 1
    assert told(dialogue).count("dialogues.programme_changed") == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ends": "08:00"}, "The session has to end after it starts."),
        ({"starts": "", "ends": "10:00"}, "This field is required."),
        ({"day": "2026-03-09"}, "Select a valid choice."),
    ],
)
def test_a_form_that_makes_no_sense_says_so_and_keeps_what_was_typed(
    dialogue, ada, sign_in, wrong, says
):
    page = send(sign_in(ada), at("dialogues:add_session", dialogue), **(OPENING | wrong))
    assert page.status_code == 422
    assert says in words(page)
    assert 'value="Opening"' in page.content.decode()
    assert not Session.objects.exists()


def test_a_session_may_end_at_midnight(dialogue, ada, sign_in):
    send(
        sign_in(ada),
        at("dialogues:add_session", dialogue),
        **(OPENING | {"starts": "22:00", "ends": "00:00"}),
    )
    assert Session.objects.get().ends_at == datetime(2026, 3, 2, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-03-29", "There is no 02:30 on this day: clocks in Europe/Berlin are put forward."),
        ("2026-10-25", "02:30 comes twice on this day"),
    ],
)
def test_a_time_that_clocks_skip_or_repeat_is_refused(ada, sign_in, day, says):
    dialogue = cast.dialogue(ada, starts_on=day, ends_on=day, time_zone="Europe/Berlin")
    page = send(
        sign_in(ada),
        at("dialogues:add_session", dialogue),
        **(OPENING | {"day": day, "starts": "02:30"}),
    )
    assert says in words(page)
    assert not Session.objects.exists()


def test_the_form_shows_a_session_as_it_was_entered(dialogue, opening, ada, sign_in):
    page = sign_in(ada).get(at("dialogues:change_session", dialogue, opening.pk)).content.decode()
    assert 'value="09:00"' in page
    assert 'value="10:30"' in page


def test_a_change_is_saved_and_told(dialogue, opening, ada, sign_in):
    changed = OPENING | {"ends": "11:00", "seen": head(dialogue)}
    send(sign_in(ada), at("dialogues:change_session", dialogue, opening.pk), **changed)
    opening.refresh_from_db()
    assert opening.ends_at == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    assert last(dialogue).data["change"] == "changed"


def test_saving_without_a_change_tells_nothing(dialogue, opening, ada, sign_in):
    send(
        sign_in(ada),
        at("dialogues:change_session", dialogue, opening.pk),
        **(OPENING | {"seen": head(dialogue)}),
    )
    assert told(dialogue).count("dialogues.programme_changed") == 1


def test_nobody_overwrites_what_they_have_not_seen(dialogue, opening, ada, sign_in):
    seen, url = head(dialogue), at("dialogues:change_session", dialogue, opening.pk)
    send(sign_in(ada), url, **(OPENING | {"title": "Welcome", "seen": seen}))
    page = send(sign_in(ada), url, **(OPENING | {"title": "Good morning", "seen": seen}))
    assert page.status_code == 422
    assert "Ada Lind changed the session “Welcome”" in words(page)
    assert "Saved meanwhile: “Welcome”" in words(page)
    assert 'value="Good morning"' in page.content.decode()
    opening.refresh_from_db()
    assert opening.title == "Welcome"


def test_who_has_been_told_of_a_change_can_save_over_it(dialogue, opening, ada, sign_in):
    seen, url = head(dialogue), at("dialogues:change_session", dialogue, opening.pk)
    send(sign_in(ada), url, **(OPENING | {"title": "Welcome", "seen": seen}))
    refused = send(sign_in(ada), url, **(OPENING | {"title": "Good morning", "seen": seen}))
    told_of = refused.context["form"].data["seen"]
    send(sign_in(ada), url, **(OPENING | {"title": "Good morning", "seen": told_of}))
    opening.refresh_from_db()
    assert opening.title == "Good morning"


def test_a_session_is_removed(dialogue, opening, ada, sign_in):
    send(sign_in(ada), at("dialogues:remove_session", dialogue, opening.pk), seen=head(dialogue))
    assert not Session.objects.exists()
    assert last(dialogue).data["change"] == "removed"


def test_what_was_typed_for_a_session_that_is_gone_can_be_added_again(
    dialogue, opening, ada, sign_in
):
    client, seen = sign_in(ada), head(dialogue)
    send(client, at("dialogues:remove_session", dialogue, opening.pk), seen=seen)
    page = send(
        client, at("dialogues:change_session", dialogue, opening.pk), **(OPENING | {"seen": seen})
    )
    assert page.status_code == 409
    assert f'action="{at("dialogues:add_session", dialogue)}"' in page.content.decode()


def test_a_session_of_another_dialogue_does_not_exist_here(dialogue, opening, sign_in):
    zoe = cast.person("zoe", is_staff=True)
    elsewhere = cast.dialogue(zoe)
    page = send(sign_in(zoe), at("dialogues:remove_session", elsewhere, opening.pk), seen=99)
    assert page.status_code == 404
    assert Session.objects.filter(pk=opening.pk).exists()


@pytest.mark.parametrize("name", ["ben", "mia", "cleo"])
def test_only_staff_change_the_programme(dialogue, opening, name, request, sign_in):
    client = sign_in(request.getfixturevalue(name))
    assert client.get(at("dialogues:programme", dialogue)).status_code == 403
    assert send(client, at("dialogues:add_session", dialogue), **OPENING).status_code == 403
    assert Session.objects.count() == 1
