"""Number and size of groups, and people at random."""

from __future__ import annotations

from collections import Counter

import pytest

from breakout import grouping, ledger, rounds
from breakout.ledger import MovedMeanwhile
from breakout.making import shuffling, sizing
from breakout.models import Move
from polylogue.kit.refusals import Invalid, NotAllowed, Refusal
from polylogue.log.models import Entry
from rooms.models import Place
from tests.breakout import scenes
from tests.support import cast


@pytest.fixture
def crowd(dialogue, cleo, dov):
    """Thirteen people with cleo and dov."""
    others = [cast.person(f"p{number}") for number in range(11)]
    cast.enrol_all(dialogue, others)
    return [cleo, dov, *others]


def shuffle(round, by, only_unseated=False, seen=None):
    scenes.do(round, by, shuffling.shuffle, only_unseated=only_unseated, seen=seen)


def sizes(round):
    return sorted(Counter(scenes.sitting(round).values()).values())


def test_everybody_who_takes_part_is_dealt_as_evenly_as_can_be(dialogue, ben, crowd):
    round = scenes.drafted(dialogue, ben, groups=4)
    shuffle(round, ben)
    assert sizes(round) == [3, 3, 3, 4]
    assert Move.objects.get(round=round).how == Move.How.RANDOM


def test_the_crew_observers_and_who_waits_are_not_dealt(dialogue, ada, ben, mia, crowd):
    cast.enrol(dialogue, cast.person("observer"), "observer")
    cast.enrol(dialogue, cast.person("late"), "participant", waits=True)
    round = scenes.drafted(dialogue, ben)
    shuffle(round, ben)
    assert set(ledger.seats(round)) == {person.pk for person in crowd}


def test_pinned_people_stay_where_they_are(dialogue, ben, crowd, cleo, dov):
    round = scenes.drafted(dialogue, ben, groups=3)
    scenes.move(round, ben, cleo, dov, to=2)  # in a draft this pins
    for _ in range(4):
        shuffle(round, ben)
        sat = scenes.sitting(round)
        assert sat["cleo"] == sat["dov"] == "Group 3" and sizes(round) == [4, 4, 5]


def test_only_those_without_a_seat_fill_up_the_smallest_groups(dialogue, ben, crowd):
    round = scenes.drafted(dialogue, ben, groups=3)
    scenes.move(round, ben, *crowd[:5], to=0)
    for person in crowd[:5]:
        scenes.do(round, ben, grouping.pin, person=person.pk, pinned=False)
    shuffle(round, ben, only_unseated=True)
    sat = scenes.sitting(round)
    assert sat["cleo"] == sat["dov"] == "Group 1" and sizes(round) == [4, 4, 5]


def test_chance_is_the_secure_one_and_nobody_always_sits_the_same(dialogue, ben, crowd):
    assert type(shuffling.CHANCE).__name__ == "SystemRandom"
    round = scenes.drafted(dialogue, ben, groups=4)
    found = set()
    for _ in range(5):
        shuffle(round, ben)
        found.add(tuple(sorted(scenes.sitting(round).items())))
    assert len(found) > 1


def test_while_groups_are_at_work_people_are_taken_along(dialogue, ben, crowd, cleo):
    round = scenes.drafted(dialogue, ben)
    scenes.open_now(round, ben)
    shuffle(round, ben)
    assert Place.objects.get(person=cleo).room.title == scenes.sitting(round)["cleo"]


def test_a_draft_is_filled_while_another_round_is_open(dialogue, ben, crowd, cleo):
    now = scenes.drafted(dialogue, ben)
    shuffle(now, ben)
    scenes.open_now(now, ben)
    place = Place.objects.get(person=cleo).room
    following = scenes.drafted(dialogue, ben, groups=3, title="Next")
    shuffle(following, ben)
    assert len(scenes.sitting(following)) == 13
    assert Place.objects.get(person=cleo).room == place


def test_the_later_facilitator_is_told_who_moved_whom(dialogue, ben, crowd, cleo):
    round = scenes.drafted(dialogue, ben)
    seen = round.version
    scenes.move(round, ben, cleo, to=0)
    scenes.do(round, ben, grouping.pin, person=cleo.pk, pinned=False)
    with pytest.raises(MovedMeanwhile):
        shuffle(round, ben, seen=seen)


def test_only_those_who_lead_shuffle_and_not_what_is_over(dialogue, ben, mia, crowd, cleo):
    round = scenes.drafted(dialogue, ben)
    for person in (mia, cleo):
        with pytest.raises(NotAllowed):
            shuffle(round, person)
    scenes.open_now(round, ben)
    scenes.back(round, ben)
    before = Entry.objects.count()
    with pytest.raises(Refusal):
        shuffle(round, ben)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("count", "titles"), [(1, 1), (2, 2), (5, 5)])
def test_a_draft_gets_as_many_groups_as_are_wanted(dialogue, ben, crowd, count, titles):
    round = scenes.drafted(dialogue, ben, groups=3)
    scenes.do(round, ben, sizing.resize, count=count)
    assert [group.title for group in round.groups.all()] == [
        f"Group {number}" for number in range(1, titles + 1)
    ]


def test_a_group_with_people_is_never_taken_away(dialogue, ben, crowd, cleo, dov):
    round = scenes.drafted(dialogue, ben, groups=3)
    scenes.move(round, ben, cleo, to=2)
    scenes.do(round, ben, sizing.resize, count=1)
    assert [group.title for group in round.groups.all()] == ["Group 3"]
    scenes.do(round, ben, grouping.add_numbered, count=1)
    scenes.move(round, ben, dov, to=1)
    assert set(scenes.sitting(round).values()) == {"Group 3", "Group 2"}
    with pytest.raises(Invalid, match="2 groups"):
        scenes.do(round, ben, sizing.resize, count=1)


@pytest.mark.parametrize(("size", "groups"), [(2, 7), (3, 4), (4, 3), (5, 3), (50, 1)])
def test_a_size_makes_groups_as_near_to_it_as_can_be(dialogue, ben, crowd, size, groups):
    assert sizing.groups_of(scenes.drafted(dialogue, ben), size) == groups


def test_an_open_round_is_not_resized(dialogue, ben, crowd):
    round = scenes.drafted(dialogue, ben)
    scenes.open_now(round, ben)
    with pytest.raises(rounds.RoundIsOpen):
        scenes.do(round, ben, sizing.resize, count=3)
