"""Who met whom, by the times in the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from breakout import meetings
from breakout.models import Move, Round
from tests.breakout import scenes
from tests.support import cast

MINUTES = timedelta(minutes=1)


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    """An hour ago cleo and dov were in one group for half an hour."""
    return held(dialogue, ben, [cleo, dov], [])


def held(dialogue, ben, *groups, minutes=30):
    """A round that is over, with these people in its groups."""
    made = scenes.drafted(dialogue, ben, groups=len(groups))
    for number, people in enumerate(groups):
        if people:
            scenes.move(made, ben, *people, to=number)
    scenes.open_now(made, ben)
    scenes.back(made, ben)
    began = timezone.now() - timedelta(hours=1)
    return at(made, began, began + minutes * MINUTES)


def at(round, opened, closed=None):
    Round.objects.filter(pk=round.pk).update(opened_at=opened, closed_at=closed)
    round.refresh_from_db()
    Move.objects.filter(round=round).update(at=opened - MINUTES)
    return round


def moved_after(round, minutes):
    Move.objects.filter(round=round, version=round.version).update(
        at=round.opened_at + minutes * MINUTES
    )


def pair(one, other):
    return frozenset((one.pk, other.pk))


def test_two_in_one_group_were_together_while_the_round_was_open(round, cleo, dov):
    assert meetings.together([round]) == {pair(cleo, dov): 30 * MINUTES}
    assert meetings.met([round]) == {pair(cleo, dov): 1}


def test_a_draft_brings_nobody_together(dialogue, ben, cleo, dov):
    made = scenes.drafted(dialogue, ben)
    scenes.move(made, ben, cleo, dov, to=0)
    assert meetings.together([made]) == {} and meetings.before(dialogue) == []


def test_who_was_moved_meanwhile_met_both_groups_for_their_time(dialogue, ben, cleo, dov, mia):
    made = scenes.drafted(dialogue, ben)
    scenes.move(made, ben, cleo, dov, to=0)
    scenes.move(made, ben, mia, to=1)
    scenes.open_now(made, ben)
    began = timezone.now() - timedelta(minutes=20)
    at(made, began)
    scenes.move(made, ben, dov, to=1)
    made.refresh_from_db()
    moved_after(made, 15)
    at_end = began + 20 * MINUTES
    Round.objects.filter(pk=made.pk).update(closed_at=at_end)
    made.refresh_from_db()
    assert meetings.together([made]) == {pair(cleo, dov): 15 * MINUTES, pair(dov, mia): 5 * MINUTES}


def test_a_moment_together_is_no_meeting(dialogue, ben, cleo, dov):
    made = scenes.drafted(dialogue, ben)
    scenes.move(made, ben, cleo, dov, to=0)
    scenes.open_now(made, ben)
    at(made, timezone.now() - 20 * MINUTES)
    scenes.move(made, ben, dov, to=1)
    made.refresh_from_db()
    moved_after(made, 0.2)
    assert meetings.together([made]) == {pair(cleo, dov): timedelta(seconds=12)}
    assert meetings.met([made]) == {}


def test_meetings_of_several_rounds_add_up(dialogue, ben, cleo, dov, mia):
    first = held(dialogue, ben, [cleo, dov], [mia])
    second = held(dialogue, ben, [cleo, dov, mia], minutes=10)
    rounds = meetings.before(dialogue)
    assert rounds == [first, second] and meetings.before(dialogue, second) == [first]
    assert meetings.together(rounds)[pair(cleo, dov)] == 40 * MINUTES
    assert meetings.met(rounds) == {pair(cleo, dov): 2, pair(cleo, mia): 1, pair(dov, mia): 1}


def test_a_guest_met_people_as_the_account_it_became(round, cleo, dov):
    account = cast.person("account")
    type(dov).objects.filter(pk=dov.pk).update(merged_into=account)
    assert list(meetings.together([round])) == [pair(cleo, account)]
