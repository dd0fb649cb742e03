"""The same people together as in an earlier round."""

from __future__ import annotations

import pytest

from breakout import rounds
from breakout.making import copying
from breakout.models import Move
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from tests.breakout import scenes
from tests.support import cast


@pytest.fixture
def earlier(dialogue, ben, cleo, dov):
    """A round that is over: cleo and dov in the second of two groups."""
    made = scenes.drafted(dialogue, ben, title="Earlier")
    scenes.move(made, ben, cleo, dov, to=1)
    return scenes.back(scenes.open_now(made, ben), ben)


def copy(round, by, source, seen=None):
    found = []

    def doing(round, part):
        found.append(copying.copy(round, part, source=source.pk, seen=seen))

    scenes.do(round, by, doing)
    return found[0]


def test_people_sit_in_the_group_of_the_same_title(dialogue, ben, earlier):
    round = scenes.drafted(dialogue, ben, groups=3)
    done = copy(round, ben, earlier)
    assert scenes.sitting(round) == {"cleo": "Group 2", "dov": "Group 2"}
    assert (done.seated, done.left, done.new) == (2, 0, 0)
    assert round.groups.count() == 3 and Move.objects.last().how == Move.How.COPY


def test_groups_that_are_missing_are_made(dialogue, ben, earlier):
    round = scenes.drafted(dialogue, ben, groups=1)
    copy(round, ben, earlier)
    assert [group.title for group in round.groups.all()] == ["Group 1", "Group 2"]
    assert scenes.sitting(round) == {"cleo": "Group 2", "dov": "Group 2"}


def test_who_left_is_left_out_and_who_is_new_is_told_of(dialogue, ben, ada, earlier, dov):
    cast.enrol(dialogue, cast.person("new"), "participant")
    cast.remove(dialogue, dov, by=ada)
    round = scenes.drafted(dialogue, ben)
    done = copy(round, ben, earlier)
    # Who leaves has no seat in rounds that go on; the one that is over still knows them.
    assert (done.seated, done.left, done.new) == (1, 1, 1)
    assert scenes.sitting(round) == {"cleo": "Group 2"}


def test_pinned_people_stay(dialogue, ben, earlier, cleo):
    round = scenes.drafted(dialogue, ben)
    scenes.move(round, ben, cleo, to=0)
    copy(round, ben, earlier)
    assert scenes.sitting(round) == {"cleo": "Group 1", "dov": "Group 2"}


def test_a_draft_can_be_copied_too_but_nothing_from_elsewhere(dialogue, ben, ada, earlier, cleo):
    round = scenes.drafted(dialogue, ben)
    assert copying.sources(round) == [earlier]
    with pytest.raises(Invalid):
        copy(round, ben, round)
    elsewhere = cast.dialogue(ada, title="Another")
    other = scenes.drafted(elsewhere, ada)
    with pytest.raises(NotFound):
        copy(round, ben, other)


def test_only_those_who_lead_copy_and_only_into_what_is_not_over(dialogue, ben, mia, cleo, earlier):
    round = scenes.drafted(dialogue, ben)
    for person in (mia, cleo):
        with pytest.raises(NotAllowed):
            copy(round, person, earlier)
    with pytest.raises(rounds.RoundIsOver):
        copy(earlier, ben, round)
