"""What a database cannot keep is refused at the door, in words, and not by a fault further in."""

import pytest

from polylogue.dialogues.models import Dialogue
from rooms.models import Room
from tests.dialogues.pages import at, send, told

NULL = "a\x00b" * 8
DAYS = {"starts_on": "2026-03-02", "ends_on": "2026-03-04", "time_zone": "UTC", "seen": "0"}


@pytest.mark.parametrize("field", ["title", "topics", "languages"])
def test_a_dialogue_holds_no_null_characters(field, ada, sign_in):
    fields = DAYS | {"title": "Water", field: NULL}
    assert send(sign_in(ada), "/dialogues/new", **fields).status_code == 422
    assert not Dialogue.objects.exists()


@pytest.mark.parametrize("nothing", ["\u200b", "\u2067\u2069", "\u3164"])
def test_neither_dialogues_nor_announcements_are_invisible(nothing, dialogue, ada, sign_in):
    made = send(sign_in(ada), "/dialogues/new", **DAYS | {"title": nothing})
    told_all = send(sign_in(ada), at("dialogues:announce", dialogue), text=nothing)
    assert (made.status_code, told_all.status_code) == (422, 422)
    assert "dialogues.announcement_made" not in told(dialogue)


@pytest.mark.parametrize("said", [{"text": NULL}, {"text": "Lunch.", "key": NULL}])
def test_an_announcement_from_a_room_holds_none(said, dialogue, ben, sign_in):
    url = Room.objects.get(dialogue=dialogue).get_absolute_url() + "announce"
    assert send(sign_in(ben), url, **said).status_code == 422
    assert "dialogues.announcement_made" not in told(dialogue)


def test_a_place_in_the_log_is_not_as_long_as_one_likes(dialogue, ada, sign_in):
    url = at("dialogues:remove_session", dialogue, 1)
    assert send(sign_in(ada), url, seen="9" * 5000).status_code == 422


@pytest.mark.parametrize(
    ("first", "last"),
    [("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31"), ("2026-01-01", "2199-12-31")],
)
def test_a_dialogue_is_in_our_time_and_ends(first, last, ada, sign_in):
    fields = DAYS | {"title": "Water", "starts_on": first, "ends_on": last}
    assert send(sign_in(ada), "/dialogues/new", **fields).status_code == 422


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_neither_copies_nor_links_reach_the_end_of_time(day, dialogue, ada, sign_in):
    copied = send(sign_in(ada), at("dialogues:copy", dialogue), title="Copy", starts_on=day)
    invited = send(sign_in(ada), at("dialogues:links", dialogue), role="participant", until=day)
    assert (copied.status_code, invited.status_code) == (422, 422)
