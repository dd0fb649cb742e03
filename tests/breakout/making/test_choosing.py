"""People choose their group themselves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from breakout import grouping, rounds
from breakout.making import choosing
from breakout.models import Move, Round, Seat
from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from polylogue.log.models import Audience, Entry
from rooms.models import Place
from tests.breakout import scenes
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    """A draft in which people choose from two groups with two places each."""
    return scenes.drafted(dialogue, ben, people_choose=True, most_people=2)


def choose(round, by, place):
    group = None if place is None else round.groups.all()[place].pk
    scenes.do(round, by, choosing.choose, group=group)


def test_somebody_chooses_changes_and_leaves(round, cleo):
    choose(round, cleo, 0)
    assert scenes.sitting(round) == {"cleo": "Group 1"}
    choose(round, cleo, 1)
    assert scenes.sitting(round) == {"cleo": "Group 2"}
    choose(round, cleo, None)
    assert scenes.sitting(round) == {}
    assert {move.how for move in Move.objects.filter(round=round)} == {Move.How.CHOSEN}


def test_everybody_is_told_that_places_changed_and_only_the_crew_who_sits_where(round, cleo):
    choose(round, cleo, 0)
    told = Entry.objects.filter(stream=round.dialogue.stream).order_by("-seq")[:2]
    assert {(entry.kind, entry.audience) for entry in told} == {
        ("breakout.places_changed", Audience.EVERYONE),
        ("breakout.people_seated", Audience.CREW),
    }


def test_a_full_group_takes_nobody_and_whoever_is_in_stays(round, dialogue, cleo, dov):
    third = cast.person("third")
    cast.enrol(dialogue, third, "participant")
    choose(round, cleo, 0)
    choose(round, dov, 0)
    choose(round, dov, 0)
    with pytest.raises(choosing.GroupIsFull):
        choose(round, third, 0)
    choose(round, cleo, None)
    choose(round, third, 0)
    assert scenes.sitting(round) == {"dov": "Group 1", "third": "Group 1"}


def test_while_groups_are_at_work_whoever_chooses_is_taken_there(round, ben, cleo):
    scenes.open_now(round, ben)
    choose(round, cleo, 1)
    assert Place.objects.get(person=cleo).room.title == "Group 2"
    choose(round, cleo, None)
    assert Place.objects.get(person=cleo).room.title == "Plenary"


def test_whom_the_hosts_have_seated_asks_them(round, ben, cleo):
    scenes.move(round, ben, cleo, to=0)
    with pytest.raises(choosing.SeatedByHosts):
        choose(round, cleo, 1)


def test_nobody_chooses_where_the_round_does_not_say_so_or_is_over(dialogue, ben, round, cleo):
    other = scenes.drafted(dialogue, ben)
    with pytest.raises(choosing.NothingToChoose):
        choose(other, cleo, 0)
    scenes.back(scenes.open_now(round, ben), ben)
    with pytest.raises(rounds.RoundIsOver):
        choose(round, cleo, 0)


def test_a_closed_group_and_one_of_another_round_are_not_there_to_choose(
    dialogue, ben, round, cleo
):
    other = scenes.drafted(dialogue, ben, people_choose=True)
    with pytest.raises(NotFound):
        scenes.do(round, cleo, choosing.choose, group=other.groups.all()[0].pk)
    scenes.open_now(round, ben)
    scenes.do(round, ben, grouping.close, group=round.groups.all()[0].pk, seen=None)
    with pytest.raises(grouping.GroupIsClosed):
        choose(round, cleo, 0)


def test_who_only_looks_on_chooses_nothing(round, dialogue, mia):
    observer = cast.person("observer")
    cast.enrol(dialogue, observer, "observer")
    for person in (observer, mia):
        with pytest.raises(NotAllowed):
            choose(round, person, 0)


def test_what_people_choose_is_not_in_the_way_of_taking_back_what_a_host_did(round, ben, cleo, dov):
    scenes.move(round, ben, dov, to=0)
    choose(round, cleo, 0)
    scenes.undo(round, ben)
    assert scenes.sitting(round) == {"cleo": "Group 1"}


def test_the_open_round_is_at_hand_before_the_next_draft(dialogue, ben, round):
    assert choosing.at_hand(dialogue) == round
    running = scenes.open_now(scenes.drafted(dialogue, ben), ben)
    assert choosing.at_hand(dialogue) is None
    scenes.back(running, ben)
    assert choosing.at_hand(dialogue) == round


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_open", [False, True])
def test_of_many_at_once_only_as_many_get_in_as_there_are_places(dialogue, ben, is_open):
    people = [cast.person(f"p{number}") for number in range(12)]
    cast.enrol_all(dialogue, people)
    round = scenes.drafted(dialogue, ben, people_choose=True, most_people=4)
    if is_open:
        scenes.open_now(round, ben)
    group = round.groups.all()[0].pk

    def tries(person):
        try:
            scenes.do(Round.objects.get(pk=round.pk), person, choosing.choose, group=group)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(tries, people))
    assert sorted(found) == ["group-full"] * 8 + ["in"] * 4
    assert Seat.objects.filter(group=group, ended_by=None).count() == 4


def page(client, person, dialogue, **headers):
    client.force_login(person)
    return client.get(f"/d/{dialogue.slug}/groups/choose", headers=headers)


def test_the_page_shows_who_is_in_and_how_many_places_are_free(client, round, dialogue, cleo, dov):
    choose(round, dov, 0)
    shown = page(client, cleo, dialogue).content.decode()
    assert "Dov Peretz" in shown and "1 of 2 places free" in shown
    assert "You have not chosen a group yet" in shown


def test_a_form_takes_a_place_once_and_a_full_group_says_so(client, round, dialogue, cleo, dov):
    choose(round, dov, 0)
    client.force_login(cleo)
    group = round.groups.all()[0].pk
    form = {"key": cast.new_key(), "group": group}
    address = f"/d/{dialogue.slug}/groups/{round.pk}/take"
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    assert Move.objects.filter(round=round, by=cleo).count() == 1
    third = cast.person("third")
    cast.enrol(dialogue, third, "participant")
    client.force_login(third)
    refused = client.post(address, {"key": cast.new_key(), "group": group})
    assert refused.status_code == 409 and "is full" in refused.content.decode()


def test_without_anything_to_choose_the_fragment_says_so(client, dialogue, cleo):
    shown = page(client, cleo, dialogue, **{"HX-Request": "true"}).content.decode()
    assert "data-nothing" in shown and "<html" not in shown
