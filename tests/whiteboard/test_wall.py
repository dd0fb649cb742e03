"""The groups' boards side by side: who sees which, and what is gathered from them, once each."""

from __future__ import annotations

import pytest
from django.urls import reverse

from polylogue.kit.refusals import NotFound
from polylogue.log.models import Entry
from rooms.models import Room
from rooms.promotions import sources
from rooms.promotions.models import Promotion
from tests.breakout import scenes as grouping
from tests.support import cast
from tests.support.doors import press
from tests.whiteboard import scenes, taking
from tests.whiteboard.test_forgetting import forget
from whiteboard.models import Board, Piece
from whiteboard.wall import cards


@pytest.fixture
def rooms(dialogue, ada, ben, cleo, dov) -> list[Room]:
    """Two groups at work: cleo's and dov's; what is said there may be used elsewhere."""
    round = grouping.drafted(dialogue, ben)
    grouping.move(round, ben, cleo, to=0)
    grouping.move(round, ben, dov, to=1)
    opened = grouping.open_now(round, ben)
    made = [grouping.room(opened, number) for number in (0, 1)]
    for room in made:
        cast.set_rule(room, ada, "public")
    return [Room.objects.select_related("dialogue").get(pk=room.pk) for room in made]


@pytest.fixture
def walled(rooms, ben) -> list[Board]:
    return [scenes.opened(room, ben, title=f"Board {number}") for number, room in enumerate(rooms)]


def wall(client, board, **query):
    answer = client.get(reverse("whiteboard:wall", args=[board.room.dialogue.slug]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def gather(client, onto, *places, key=None, lane="lane-1"):
    where = reverse("whiteboard:gather", args=[onto.room.dialogue.slug])
    return press(client, where, key, onto=onto.pk, card=list(places), lane=lane)


def trams(board, by, **fields):
    said = {"title": "Trams", "goal": "Fewer cars", **fields}
    return cards.place_of(board.pk, scenes.put(board, by, "card", fields=said, lane="lane-1"))


def gathered(board):
    return list(Piece.objects.filter(board=board, kind="card"))


# ---- looking -----------------------------------------------------------------------------------


def test_everybody_sees_the_boards_that_they_can_follow_side_by_side(
    walled, sign_in, ben, cleo, dov
):
    trams(walled[0], cleo)
    trams(walled[1], dov, title="Trees")
    assert {"Trams", "Trees"} <= set(titles(wall(sign_in(ben), walled[0])))
    assert set(titles(wall(sign_in(cleo), walled[0]))) & {"Trams", "Trees"} == {"Trams"}
    assert set(titles(wall(sign_in(dov), walled[0]))) & {"Trams", "Trees"} == {"Trees"}


def titles(page):
    return [word for word in ("Trams", "Trees", "Only mine") if word in page]


def test_what_is_private_hidden_or_deleted_is_not_on_the_wall(walled, sign_in, ben, cleo):
    board = walled[0]
    gone = trams(board, cleo).partition("-")[2]
    scenes.do(board, cleo, "delete_pieces", pieces=[gone])
    voted = scenes.put(board, cleo, "card", fields={"title": "Trees"})
    scenes.do(board, ben, "set_phase", phase="vote")
    scenes.do(board, cleo, "vote", piece=voted, dots=2)
    scenes.do(board, ben, "set_rules", is_private=True)
    page = wall(sign_in(cleo), board)
    assert titles(page) == ["Trees"] and "2 votes" not in page
    scenes.do(board, ben, "set_phase", phase="plan")
    scenes.note(board, cleo, "Only mine")
    page = wall(sign_in(cleo), board)
    assert titles(page) == ["Trees"] and "2 votes" in page


def test_the_wall_is_fresh_after_each_change(walled, sign_in, ben, cleo):
    place = trams(walled[0], cleo)
    assert "Trams" in wall(sign_in(ben), walled[0])
    name = place.partition("-")[2]
    scenes.write(walled[0], cleo, name, "Night ", field="title")
    assert "Night Trams" in wall(sign_in(ben), walled[0])


def test_eve_finds_no_wall_and_gathers_nothing(walled, planned, sign_in, cleo, eve):
    place = trams(walled[0], cleo)
    where = reverse("whiteboard:wall", args=[planned.room.dialogue.slug])
    assert sign_in(eve).get(where).status_code == 404
    assert gather(sign_in(eve), planned, place).status_code == 404
    assert gathered(planned) == []


# ---- a board for each group --------------------------------------------------------------------


def test_each_group_is_given_a_board_and_none_a_second_one(rooms, dialogue, sign_in, ben, cleo):
    scenes.opened(rooms[0], ben)
    where, key = reverse("whiteboard:open_all", args=[dialogue.slug]), cast.new_key()
    for _ in range(2):
        press(sign_in(ben), where, key, template="retrospective")
    boards = Board.objects.filter(room__in=rooms).order_by("pk")
    assert [(b.room_id, b.template) for b in boards] == [
        (rooms[0].pk, "action_plan"),
        (rooms[1].pk, "retrospective"),
    ]
    assert press(sign_in(cleo), where, template="retrospective").status_code == 403


# ---- gathering ---------------------------------------------------------------------------------


def test_chosen_cards_are_copied_once_each_however_often_it_is_pressed(
    walled, planned, sign_in, ben, cleo, dov
):
    places = [trams(walled[0], cleo), trams(walled[1], dov, title="Trees")]
    key = cast.new_key()
    for again in (key, key, cast.new_key()):
        assert gather(sign_in(ben), planned, *places, key=again).status_code == 302
    found = {piece.fields["title"]: piece for piece in gathered(planned)}
    assert found.keys() == {"Trams", "Trees"} and len(gathered(planned)) == 2
    assert found["Trams"].fields == {"title": "Trams", "goal": "Fewer cars"}
    assert (found["Trams"].lane, found["Trams"].by_id) == ("lane-1", ben.pk)
    assert Promotion.objects.filter(kind="card").count() == 2


def test_a_copy_knows_where_it_comes_from_and_the_card_where_it_went(
    walled, planned, sign_in, ben, cleo
):
    place = trams(walled[0], cleo)
    gather(sign_in(ben), planned, place)
    (copy,) = gathered(planned)
    trace = taking.trace(planned, ben, copy.name)
    assert (str(trace.called), trace.author) == (
        "From the board “Board 0”",
        "Cleo Marin",
    )
    assert trace.url == f"{walled[0].get_absolute_url()}#{place.partition('-')[2]}"
    told = Entry.objects.filter(stream=walled[0].stream_id).latest("seq")
    assert told.kind == "board.card_promoted"
    there = f'href="{planned.get_absolute_url()}#{copy.name}"'
    assert there in wall(sign_in(ben), planned)
    assert there in sign_in(cleo).get(walled[0].get_absolute_url()).content.decode()


def test_whoever_cannot_follow_the_group_learns_what_its_rule_lets_out(
    walled, planned, rooms, sign_in, ada, ben, cleo, dov
):
    cast.set_rule(rooms[0], ada, "unattributed")
    gather(sign_in(ben), planned, trams(walled[0], cleo))
    (copy,) = gathered(planned)
    trace = taking.trace(planned, dov, copy.name)
    assert (trace.author, trace.url) == ("", "")


def test_what_stays_in_its_group_is_not_offered_and_not_taken(
    walled, planned, rooms, sign_in, ada, ben, cleo
):
    place = trams(walled[0], cleo)
    assert f'value="{place}"' in wall(sign_in(ben), planned)
    cast.set_rule(rooms[0], ada, "private")
    page = wall(sign_in(ben), planned)
    assert f'value="{place}"' not in page and "What is said here stays here." in page
    gather(sign_in(ben), planned, place)
    assert gathered(planned) == []


def test_why_cards_stay_is_said_and_what_can_be_done(
    walled, planned, rooms, sign_in, ada, ben, cleo
):
    trams(walled[0], cleo)
    assert "stay with their group" not in wall(sign_in(ben), planned)
    cast.set_rule(rooms[0], ada, "private")
    arrange = reverse("rooms:arrange", args=[planned.room.dialogue.slug])
    said_to = {person: wall(sign_in(person), planned) for person in (ada, ben)}
    assert all("stay with their group" in said for said in said_to.values())
    assert f'{arrange}">Rules of the rooms' in said_to[ada]
    assert "Staff can give the room another rule" in said_to[ben]


def test_whoever_opens_boards_is_told_that_none_takes_cards(walled, sign_in, ben, cleo):
    trams(walled[0], cleo)
    assert "none takes cards now" in wall(sign_in(ben), walled[0])
    assert "none takes cards now" not in wall(sign_in(cleo), walled[0])


def test_what_was_said_while_it_was_to_stay_stays_when_the_rule_is_another_one(
    walled, planned, rooms, sign_in, ada, ben, cleo
):
    cast.set_rule(rooms[0], ada, "private")
    said = trams(walled[0], cleo)
    cast.set_rule(rooms[0], ada, "public")
    later = trams(walled[0], cleo, title="Trees")
    page = wall(sign_in(ben), planned)
    assert f'value="{said}"' not in page and f'value="{later}"' in page
    gather(sign_in(ben), planned, said, later)
    assert [piece.fields["title"] for piece in gathered(planned)] == ["Trees"]


def test_nobody_gathers_what_they_cannot_see(walled, planned, sign_in, ben, cleo, dov):
    place = trams(walled[0], cleo)
    scenes.do(walled[0], ben, "set_rules", is_private=True)
    own = cards.place_of(walled[0].pk, scenes.note(walled[0], cleo, "Only mine"))
    gather(sign_in(dov), planned, place)
    gather(sign_in(ben), planned, own)
    gather(sign_in(cleo), planned, own)
    assert gathered(planned) == [] and not Piece.objects.filter(board=planned, kind="note").exists()


def test_what_cannot_come_keeps_nobody_else(walled, planned, sign_in, ben, cleo):
    place = trams(walled[0], cleo)
    answer = gather(sign_in(ben), planned, "999-gone", place, f"{planned.pk}-lane-1")
    assert answer.status_code == 302 and len(gathered(planned)) == 1


def test_without_a_card_or_a_board_that_takes_any_nothing_is_gathered(
    walled, planned, sign_in, ben, cleo
):
    place = trams(walled[0], cleo)
    assert gather(sign_in(ben), planned).status_code == 422
    assert gather(sign_in(ben), walled[1], place).status_code == 422
    scenes.do(planned, ben, "set_phase", phase="closed")
    assert gather(sign_in(ben), planned, place).status_code == 422
    assert gathered(planned) == []


def test_a_note_becomes_a_card_with_a_title(walled, planned, sign_in, ben, cleo):
    place = cards.place_of(walled[0].pk, scenes.note(walled[0], cleo, "Trams at night"))
    gather(sign_in(ben), planned, place)
    assert [piece.fields for piece in gathered(planned)] == [{"title": "Trams at night"}]


def test_what_is_forgotten_on_the_groups_board_is_forgotten_on_the_copy(
    walled, planned, sign_in, ben, cleo, ada
):
    words = "We planted two hundred trees along the river"
    place = trams(walled[0], cleo, title=words)
    gather(sign_in(ben), planned, place)
    made = scenes.row(walled[0], place.partition("-")[2]).made
    forget(walled[0], made, ada)
    taking.do_what_is_due()
    assert "planted" not in str([piece.fields for piece in gathered(planned)])


@pytest.mark.parametrize("place", ["1", "x-note", "1-", "1-a b", "1-" + 25 * "a"])
def test_a_place_that_makes_no_sense_is_none(place):
    with pytest.raises(NotFound):
        sources.of("card", place)
