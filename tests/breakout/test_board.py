"""The board of a round: what facilitators do there, by plain forms and by the page's script."""

from __future__ import annotations

import pytest

from breakout import grouping
from breakout.models import Round, Seat
from polylogue.log.models import Entry
from tests.breakout import scenes
from tests.breakout.pages import as_, board, press, see, text
from tests.support import cast


@pytest.fixture
def round(dialogue, ben):
    return scenes.drafted(dialogue, ben, minutes=30)


def group(round, place):
    return list(round.groups.all())[place]


def test_a_round_is_prepared_with_groups_for_all_who_take_part(dialogue, ben, cleo, dov):
    said = {
        "key": cast.new_key(), "title": "World Café", "count": 1, "groups_by": "size", "minutes": 20,
        "grace_seconds": 60, "latecomers": "wait", "most_people": 12,
    }  # fmt: skip
    answer = as_(ben).post(f"/d/{dialogue.slug}/groups/new", said)
    made = Round.objects.get()
    assert answer.headers["Location"] == f"/d/{dialogue.slug}/groups/{made.pk}/"
    assert (made.title, made.minutes, made.latecomers) == ("World Café", 20, "wait")
    assert [g.title for g in made.groups.all()] == ["Group 1", "Group 2"]


def test_a_round_without_a_title_is_not_made_and_nothing_typed_is_lost(dialogue, ben):
    answer = as_(ben).post(f"/d/{dialogue.slug}/groups/new", {"key": cast.new_key(), "minutes": 25})
    assert answer.status_code == 422
    assert 'value="25"' in text(answer)
    assert not Round.objects.exists()


def test_particulars_are_changed_and_the_page_leads_back_to_the_board(round, ben):
    said = {
        "key": cast.new_key(), "title": "Peer advice", "minutes": "", "grace_seconds": 30,
        "latecomers": "wait", "most_people": 6, "people_choose": "on",
        "seen": round.dialogue.stream.head,
    }  # fmt: skip
    answer = as_(ben).post(f"{round.get_absolute_url()}change", said)
    round.refresh_from_db()
    assert answer.headers["Location"] == round.get_absolute_url()
    assert (round.title, round.minutes, round.people_choose) == ("Peer advice", None, True)


def test_the_later_of_two_who_change_the_particulars_sees_what_the_other_saved(round, ada, ben):
    url = f"{round.get_absolute_url()}change"
    opened = as_(ada).get(url).context["form"]
    said = opened.initial | {"people_choose": ""}
    as_(ben).post(url, said | {"key": cast.new_key(), "minutes": 45})
    answer = as_(ada).post(url, said | {"key": cast.new_key(), "title": "Peer advice"})
    assert answer.status_code == 422 and "Saved meanwhile: “45”" in text(answer)
    round.refresh_from_db()
    assert (round.title, round.minutes) == ("Peer exchange", 45)
    again = said | {"key": cast.new_key(), "title": "Peer advice", "minutes": 45}
    seen = answer.context["form"]["seen"].value()
    assert as_(ada).post(url, again | {"seen": seen}).status_code == 302
    round.refresh_from_db()
    assert (round.title, round.minutes) == ("Peer advice", 45)


def test_the_board_shows_who_sits_where_and_who_is_in_the_plenary(round, ben, cleo, dov):
    scenes.move(round, ben, cleo, to=0)
    page = text(board(round, ben))
    head, first = page.split('data-group="')[:2]
    plenary = head.split("table-card--plenary")[1]
    assert "Dov Peretz" in plenary and "Cleo Marin" not in plenary
    assert "Cleo Marin" in first


def test_chosen_people_are_moved_to_a_group_and_to_the_plenary(round, ben, cleo, dov):
    people = [cleo.pk, dov.pk]
    answer = press(round, ben, "move", person=people, to=group(round, 1).pk)
    assert answer.headers["Location"] == round.get_absolute_url()
    assert scenes.sitting(round) == {"cleo": "Group 2", "dov": "Group 2"}
    press(round, ben, "move", person=[dov.pk], to="plenary")
    assert scenes.sitting(round) == {"cleo": "Group 2"}


def test_chosen_people_are_moved_to_a_new_group(round, ben, cleo):
    press(round, ben, "move", person=[cleo.pk], to="new")
    assert scenes.sitting(round) == {"cleo": "Group 3"}


def test_a_move_of_nobody_is_refused_on_the_board_itself(round, ben):
    answer = press(round, ben, "move", to="plenary")
    assert answer.status_code == 422
    assert "Choose first who is to move." in text(answer)
    assert "data-board" in text(answer)


def test_the_later_of_two_facilitators_is_told_what_changed_and_sees_it(round, ada, ben, cleo):
    scenes.move(round, ben, cleo, to=0)
    round.refresh_from_db()
    seen = round.version
    scenes.move(round, ada, cleo, to=1)
    target = group(round, 0).pk
    answer = press(round, ben, "move", live=True, person=[cleo.pk], to=target, seen=seen)
    assert answer.status_code == 409
    assert "Ada Lind has just moved Cleo Marin to “Group 2”" in text(answer)
    assert scenes.sitting(round) == {"cleo": "Group 2"}
    assert f'name="seen" value="{seen + 1}"' in text(answer)
    assert "<html" not in text(answer)


def test_the_same_form_sent_twice_moves_once(round, ben, cleo):
    key = cast.new_key()
    for _ in range(2):
        answer = press(round, ben, "move", person=[cleo.pk], to="new", key=key, seen=0)
        assert answer.status_code == 302
    assert round.groups.count() == 3


def test_a_person_is_pinned_and_unpinned(round, ben, cleo):
    scenes.move(round, ben, cleo, to=0)
    press(round, ben, "pin", unpin=cleo.pk)
    assert not Seat.objects.get(person=cleo).pinned
    press(round, ben, "pin", pin=cleo.pk)
    assert Seat.objects.get(person=cleo).pinned


def test_groups_are_added_renamed_and_removed(round, ben):
    press(round, ben, "add", title="Water")
    press(round, ben, "rename", group=group(round, 0).pk, title="Trees")
    press(round, ben, "remove", group=group(round, 1).pk)
    assert [g.title for g in round.groups.all()] == ["Trees", "Water"]


def test_the_groups_are_opened_with_a_countdown_that_can_be_stopped(round, ben):
    press(round, ben, "open", seconds=30)
    assert scenes.find(round.dialogue, round.pk).state == "opening"
    assert "Stop the countdown" in text(board(round, ben))
    press(round, ben, "stop")
    assert scenes.find(round.dialogue, round.pk).state == "draft"


def test_time_is_given_and_taken_and_all_are_brought_back(round, ben):
    press(round, ben, "open", seconds=0)
    round.refresh_from_db()
    first = round.ends_at
    press(round, ben, "more", minutes=5)
    press(round, ben, "fewer", minutes=2)
    round.refresh_from_db()
    assert (round.ends_at - first).total_seconds() == 180
    press(round, ben, "end", seconds=0)
    assert scenes.find(round.dialogue, round.pk).state == "closed"


def test_open_groups_are_merged_and_closed(round, ben, cleo, dov):
    scenes.move(round, ben, cleo, to=0)
    scenes.move(round, ben, dov, to=1)
    scenes.open_now(round, ben)
    one, two = (group(round, place).pk for place in (0, 1))
    press(round, ben, "merge", group=one, into=two)
    assert scenes.sitting(round) == {"cleo": "Group 2", "dov": "Group 2"}
    press(round, ben, "close", group=two)
    assert scenes.sitting(round) == {}
    assert "went into “Group 2”" in text(board(round, ben))


def test_the_board_says_what_undo_takes_back_and_takes_it_back(round, ben, cleo, dov):
    scenes.move(round, ben, cleo, dov, to=0)
    page = text(board(round, ben))
    assert "Ben Okoro: 2 people, by hand (" in page
    assert "→ <bdi>Group 1</bdi>)" in page
    press(round, ben, "undo", version=1)
    assert scenes.sitting(round) == {}


def test_a_draft_is_given_up(round, ben):
    answer = press(round, ben, "drop", live=True)
    assert answer.headers["Location"] == f"/d/{round.dialogue.slug}/groups/"
    assert not Round.objects.exists()


def test_a_draft_in_which_a_move_was_taken_back_is_given_up_too(round, ben, cleo):
    scenes.move(round, ben, cleo, to=0)
    scenes.undo(round, ben)
    assert press(round, ben, "drop").status_code == 302
    assert not Round.objects.exists()


def test_what_somebody_else_planned_is_not_given_up_from_an_old_page(round, ben, ada, cleo):
    old = round.version
    scenes.move(round, ben, cleo, to=0)
    answer = press(round, ada, "drop", seen=old)
    assert answer.status_code == 409 and "Somebody seated people in this draft" in text(answer)
    assert scenes.sitting(round) == {"cleo": "Group 1"}


def test_groups_that_are_about_to_open_are_not_given_up(round, ben, ada, cleo):
    scenes.move(round, ben, cleo, to=0)
    press(round, ben, "open", seconds=60)
    answer = press(round, ada, "drop")
    assert answer.status_code == 409 and "Stop the countdown first." in text(answer)
    round.refresh_from_db()
    assert round.opens_at and scenes.sitting(round) == {"cleo": "Group 1"}


@pytest.mark.parametrize("minutes", ["99999999999999", "999999999", "721", "0"])
@pytest.mark.parametrize("button", ["more", "fewer"])
def test_minutes_that_no_day_has_are_refused_and_change_nothing(round, ben, cleo, button, minutes):
    scenes.move(round, ben, cleo, to=0)
    scenes.open_now(round, ben)
    before = round.ends_at
    answer = press(round, ben, button, minutes=minutes)
    assert answer.status_code == 422 and "up to twelve hours" in text(answer)
    round.refresh_from_db()
    assert round.ends_at == before


def test_titles_of_groups_are_one_line_without_what_nobody_can_see(round, ben):
    press(round, ben, "add", title="a\x00b\n\u202ec")
    press(round, ben, "rename", group=group(round, 0).pk, title="x\ny\u202e")
    titles = [made.title for made in round.groups.all()]
    assert titles[0] == "x y" and titles[-1] == "ab c"
    answer = press(round, ben, "rename", group=group(round, 0).pk, title="\u200b")
    assert answer.status_code == 422
    assert round.groups.first().title == "x y"


def test_a_button_that_there_is_not_is_refused(round, ben):
    assert press(round, ben, "explode").status_code == 422
    assert press(round, ben, "rename", group="x", title="A").status_code == 422


def test_moderators_watch_the_board_and_move_nobody(round, mia, cleo):
    page = text(board(round, mia))
    assert "Cleo Marin" in page and "board-move" not in page
    assert press(round, mia, "move", person=[cleo.pk], to="new").status_code == 403


def test_participants_see_who_was_in_which_group_once_it_was_opened(round, ben, cleo, dov):
    scenes.move(round, ben, cleo, to=0)
    assert board(round, dov).status_code == 404
    assert "Peer exchange" not in text(see(dov, "breakout:list", round.dialogue.slug))
    scenes.open_now(round, ben)
    assert "Cleo Marin" in text(board(round, dov))
    assert press(round, dov, "end", seconds=0).status_code == 403


def test_participants_find_their_own_group_while_it_works_and_later_to_read(round, ben, cleo, dov):
    scenes.move(round, ben, cleo, to=0)
    scenes.open_now(round, ben)
    room = group(round, 0).room.get_absolute_url()
    assert f'Your group: <a href="{room}"' in text(see(cleo, "breakout:list", round.dialogue.slug))
    assert room not in text(see(dov, "breakout:list", round.dialogue.slug))
    scenes.back(round, ben)
    assert "(to read)" in text(see(cleo, "breakout:list", round.dialogue.slug))


def test_outsiders_find_nothing_of_it(round, eve):
    for name, args in (
        ("breakout:list", []),
        ("breakout:cockpit", []),
        ("breakout:show", [round.pk]),
    ):
        assert see(eve, name, round.dialogue.slug, *args).status_code == 404
    assert press(round, eve, "drop").status_code == 404


def test_who_is_connected_is_seen_beside_their_name(round, ben, cleo, dov, plenary):
    scenes.move(round, ben, cleo, to=0)
    scenes.connect(cleo, plenary)
    page = text(board(round, ben))
    assert f'data-person="{cleo.pk}" data-presence="here"' in page
    assert f'data-person="{dov.pk}" data-presence="away"' in page
    scenes.open_now(round, ben)
    assert f'data-person="{cleo.pk}" data-presence="elsewhere"' in text(board(round, ben))


def test_what_was_done_is_in_the_log(round, ben, cleo):
    press(round, ben, "move", person=[cleo.pk], to=group(round, 0).pk)
    seated = Entry.objects.filter(kind="breakout.people_seated").last()
    assert seated.data["seats"] == [[group(round, 0).pk, [cleo.pk]]]
    assert grouping.in_group(group(round, 0)) == [cleo.pk]


def test_a_draft_leads_its_hosts_to_the_choice_of_a_script_and_then_names_it(round, ben, mia):
    address = f"/d/{round.dialogue.slug}/rounds/{round.pk}/script"
    assert address in text(board(round, ben))
    assert address not in text(board(round, mia))
    as_(ben).post(address, {"key": cast.new_key(), "script": "troika"})
    assert 'Script: <b dir="auto">Troika' in text(board(round, mia))


def test_a_round_that_is_over_is_read_and_leads_to_its_harvest(round, ben, cleo):
    harvest = f"/d/{round.dialogue.slug}/harvest/{round.pk}/"
    assert harvest not in text(board(round, ben))
    scenes.move(round, ben, cleo, to=0)
    assert "Enter Group 1" in text(board(scenes.open_now(round, ben), ben))
    shown = text(board(scenes.back(round, ben), ben))
    assert "Read what Group 1 wrote" in shown
    assert "Enter Group 1" not in shown and "In the plenary" not in shown
    assert harvest in shown and harvest in text(board(round, cleo))


def test_a_round_without_an_end_offers_to_set_one_and_then_to_change_it(round, dialogue, ben, cleo):
    endless = scenes.drafted(dialogue, ben, title="Open end", minutes=None)
    scenes.open_now(endless, ben)
    before = text(board(endless, ben))
    assert "Set the end" in before and "minutes more" not in before
    press(endless, ben, "more", minutes=5)
    assert "minutes more" in text(board(endless, ben))
