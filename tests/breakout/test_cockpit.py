"""All groups at a glance, beside every room and as a page, for the crew alone."""

from __future__ import annotations

import pytest

from breakout import cockpit, tiles
from polylogue.dialogues.intents import participant
from tests.breakout import scenes
from tests.breakout.pages import press, see, text
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    made = scenes.drafted(dialogue, ben, minutes=30)
    scenes.move(made, ben, cleo, dov, to=0)
    return scenes.open_now(made, ben)


def shown(round, by):
    return cockpit.state(participant(round.dialogue_id, by.pk))


def test_a_tile_counts_who_is_in_the_room_and_what_was_said_lately(round, ben, cleo, dov, plenary):
    room = scenes.room(round, 0)
    scenes.connect(cleo, room)
    scenes.connect(dov, plenary)
    cast.post(room, cleo)
    cast.post(room, cleo)
    first, second = shown(round, ben)["tiles"]
    assert (first.table.here, len(first.table.people), first.activity.lately) == (1, 2, 2)
    assert [one.card["name"] for one in first.table.away] == ["Dov Peretz"]
    assert (first.state, second.state) == ("works", "empty")
    assert second.activity.last_at is None


def test_a_tile_turns_when_its_group_calls_and_again_when_somebody_goes_there(round, ben, cleo):
    room = scenes.room(round, 0)
    cast.do(room, cleo, "help.call", words="Please come")
    state = shown(round, ben)
    assert (state["tiles"][0].state, state["open_calls"]) == ("calls", 1)
    page = text(see(ben, "breakout:cockpit", round.dialogue.slug))
    assert "Please come" in page and "Take it and enter" in page
    cast.do(room, ben, "help.claim")
    state = shown(round, ben)
    assert (state["tiles"][0].state, state["open_calls"]) == ("claimed", 0)


def test_the_number_of_open_calls_stands_at_the_tab(round, ben, dov, cleo):
    cast.do(scenes.room(round, 0), cleo, "help.call")
    assert 'data-call-count><span class="visually-hidden">new: </span><span data-number>1' in text(
        see(ben, "breakout:list", round.dialogue.slug)
    )
    assert "data-call-count hidden" in text(see(dov, "breakout:list", round.dialogue.slug))


def test_it_stands_beside_every_room_of_the_crew_and_of_nobody_else(round, mia, cleo, plenary):
    args = (round.dialogue.slug, plenary.pk)
    assert 'id="side-groups"' in text(see(mia, "rooms:show", *args))
    assert 'id="side-groups"' not in text(see(cleo, "rooms:show", *args))
    assert see(cleo, "breakout:cockpit", round.dialogue.slug).status_code == 403


def test_the_time_is_changed_from_the_cockpit_which_is_the_answer(round, ben):
    before = round.ends_at
    answer = press(round, ben, "more", live=True, minutes=5, **{"from": "cockpit"})
    round.refresh_from_db()
    assert (round.ends_at - before).total_seconds() == 300
    assert "data-calls" in text(answer) and "<html" not in text(answer)
    plain = press(round, ben, "more", minutes=5, **{"from": "cockpit"})
    assert plain.headers["Location"] == f"/d/{round.dialogue.slug}/groups/cockpit"


def test_without_open_groups_it_leads_to_those_in_preparation(dialogue, ben):
    draft = scenes.drafted(dialogue, ben)
    page = text(see(ben, "breakout:cockpit", dialogue.slug))
    assert "No groups are at work." in page and draft.get_absolute_url() in page


def test_other_parts_show_their_state_in_the_tiles(round, ben, monkeypatch):
    monkeypatch.setattr(tiles, "LOADS", [])
    monkeypatch.setattr(tiles, "CHANGES", set())

    @tiles.tile("harvest.saved")
    def harvest(round, by):
        badge = {"text": "2 lines of harvest"}
        return {round.groups.first().pk: ("components/_badge.html", badge)}

    state = shown(round, ben)
    assert [len(tile.parts) for tile in state["tiles"]] == [1, 0]
    assert state["changes"] == "harvest.saved"
    assert state["tiles"][0].parts[0]["text"] == "2 lines of harvest"


def test_with_many_groups_it_asks_the_database_no_more_often(
    dialogue, ben, django_assert_max_num_queries
):
    made = scenes.open_now(scenes.drafted(dialogue, ben, groups=30), ben)
    by = participant(made.dialogue_id, ben.pk)
    with django_assert_max_num_queries(20):
        cockpit.state(by)
