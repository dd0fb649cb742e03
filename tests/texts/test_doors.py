"""The page door of texts: what a browser missed, and whole texts by a plain form."""

from __future__ import annotations

from polylogue.texts.models import Change
from tests.support import cast
from tests.support.pads import PAD
from tests.texts.writing import words, write


def address(room, after=None):
    since = "" if after is None else f"/since/{after}"
    return f"{room.get_absolute_url()}texts/{PAD}{since}"


def form(said, base, key=None):
    return {"key": key or cast.new_key(), "base": base, "words": said}


def test_a_browser_gets_what_it_missed_with_its_own_parts_by_their_keys(
    plenary, cleo, dov, sign_in
):
    write(plenary, cleo, ["one"])
    write(plenary, dov, [3, " two"])
    write(plenary, dov, [7, " three"])
    write(plenary, cleo, [13, "."], keys=["a-part-of-cleo"])
    missed = sign_in(cleo).get(address(plenary, 1)).json()
    assert missed["revision"] == 4
    assert missed["steps"] == [
        {"op": [3, " two three"], "revision": 3},
        {"op": [13, "."], "key": "a-part-of-cleo", "revision": 4},
    ]


def test_of_a_text_that_nobody_began_nothing_was_missed(plenary, cleo, sign_in):
    assert sign_in(cleo).get(address(plenary, 0)).json() == {"revision": 0, "steps": []}


def test_a_form_with_the_whole_text_is_merged_with_what_came_since(plenary, cleo, dov, sign_in):
    write(plenary, cleo, ["river bank"])
    write(plenary, dov, [10, "s"])
    answer = sign_in(cleo).post(address(plenary), form("The river bank\r\n", 1))
    assert answer.status_code == 302
    assert words(plenary) == "The river banks\n"


def test_a_form_that_is_sent_twice_counts_once(plenary, cleo, sign_in):
    said = form("once", 0)
    for _ in range(2):
        sign_in(cleo).post(address(plenary), said)
    assert words(plenary) == "once"
    assert Change.objects.count() == 1


def test_a_form_leads_back_only_within_the_site(plenary, cleo, sign_in):
    said = form("x", 0) | {"back": "https://elsewhere.example/"}
    assert (
        sign_in(cleo).post(address(plenary), said).headers["Location"] == plenary.get_absolute_url()
    )
    said = form("xy", 1) | {"back": "/d/here"}
    assert sign_in(cleo).post(address(plenary), said).headers["Location"] == "/d/here"


def test_eve_finds_no_text(plenary, cleo, eve, sign_in):
    write(plenary, cleo, ["one"])
    assert sign_in(eve).get(address(plenary, 0)).status_code == 404
    assert sign_in(eve).post(address(plenary), form("mine", 1)).status_code == 404
    assert words(plenary) == "one"


async def test_who_is_in_the_room_hears_each_change_as_it_comes(plenary, cleo, dov, join):
    one, other = await join(plenary, as_=cleo), await join(plenary, as_=dov)
    parts = [{"key": cast.new_key(), "op": ["now"]}]
    answer = await one.do("texts.edit", stream=plenary.stream_id, text=PAD, base=0, parts=parts)
    assert (answer["t"], answer["result"]) == ("ok", 1)
    (heard,) = await other.items(1)
    assert heard["data"]["op"] == ["now"]
    assert heard["by"] == cleo.pk
