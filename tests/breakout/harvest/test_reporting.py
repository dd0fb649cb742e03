"""The report-back: an order, whose turn it is, for how long, and two facilitators at once."""

from __future__ import annotations

import pytest

from breakout.harvest import reporting
from breakout.harvest.models import Turn
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from tests.breakout.harvest import scenes
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo):
    return scenes.opened(dialogue, ben, cleo, groups=3)


@pytest.fixture
def groups(round):
    return [group.pk for group in round.groups.all()]


def do(plenary, by, round, name, **said):
    return cast.do(plenary, by, f"harvest.{name}", round=round.pk, **said)


def standing(round):
    """The group that reports, and those that wait."""
    current = reporting.now(round)
    return current and current.group_id, [turn.group_id for turn in reporting.waiting(round)]


def test_groups_report_in_the_order_that_was_set(plenary, round, groups, ben):
    one, _two, three = groups
    do(plenary, ben, round, "arrange_turns", groups=[three, one])
    do(plenary, ben, round, "call_group", seconds=120)
    assert standing(round) == (three, [one])
    do(plenary, ben, round, "call_group", seconds=60, seen=three)
    assert standing(round) == (one, [])
    assert reporting.done(round) == {three}
    do(plenary, ben, round, "end_turn")
    assert standing(round) == (None, [])
    assert reporting.done(round) == {one, three}


def test_everybody_is_told_who_reports_until_when_and_who_is_next(
    plenary, dialogue, round, groups, ben
):
    do(plenary, ben, round, "arrange_turns", groups=groups)
    do(plenary, ben, round, "call_group", seconds=120)
    ((_, audience, data),) = scenes.told(dialogue, "harvest.turn_called")
    assert audience == "everyone"
    assert (data["title"], data["next"]) == ("Group 1", "Group 2")
    assert data["ends_at"] == Turn.objects.get(called_at__isnull=False).ends_at.isoformat(
        timespec="milliseconds"
    )


def test_a_group_that_does_not_wait_is_called_out_of_turn(plenary, round, groups, ben):
    one, two, three = groups
    do(plenary, ben, round, "arrange_turns", groups=[one, two])
    do(plenary, ben, round, "call_group", group=three, seconds=60)
    assert standing(round) == (three, [one, two])


@pytest.mark.parametrize(("name", "said"), [("end_turn", {}), ("extend_turn", {"seconds": 60})])
def test_an_old_page_neither_ends_nor_extends_the_report_of_the_next_group(
    plenary, round, groups, ada, ben, name, said
):
    one, two, _three = groups
    do(plenary, ben, round, "call_group", group=one, seconds=60)
    do(plenary, ben, round, "call_group", group=two, seconds=60, seen=one)
    until = reporting.now(round).ends_at
    with pytest.raises(reporting.CalledMeanwhile, match="Group 2"):
        do(plenary, ada, round, name, group=one, **said)
    assert reporting.now(round).group_id == two and reporting.now(round).ends_at == until
    do(plenary, ada, round, name, group=two, **said)


def test_an_order_that_somebody_else_set_meanwhile_is_not_replaced(
    plenary, round, groups, ada, ben
):
    one, two, three = groups
    do(plenary, ben, round, "arrange_turns", groups=[one, two], before=[])
    with pytest.raises(reporting.CalledMeanwhile):
        do(plenary, ada, round, "arrange_turns", groups=[three], before=[])
    assert standing(round) == (None, [one, two])
    do(plenary, ada, round, "arrange_turns", groups=[three], before=[one, two])
    assert standing(round) == (None, [three])


def test_the_later_of_two_facilitators_is_told_and_changes_nothing(
    plenary, round, groups, ada, ben
):
    do(plenary, ben, round, "arrange_turns", groups=groups)
    do(plenary, ben, round, "call_group", seconds=60)
    with pytest.raises(reporting.CalledMeanwhile, match="Group 1"):
        do(plenary, ada, round, "call_group", seconds=60)
    assert standing(round)[0] == groups[0]


def test_more_time_is_added_to_the_end(plenary, round, groups, ben):
    do(plenary, ben, round, "call_group", group=groups[0], seconds=60)
    before = reporting.now(round).ends_at
    do(plenary, ben, round, "extend_turn", seconds=60)
    assert (reporting.now(round).ends_at - before).total_seconds() == 60


def test_another_order_leaves_who_reports(plenary, round, groups, ben):
    one, two, three = groups
    do(plenary, ben, round, "call_group", group=one, seconds=60)
    do(plenary, ben, round, "arrange_turns", groups=[one, three, two])
    assert standing(round) == (one, [three, two])


def test_only_those_who_lead_call_groups(plenary, round, groups, mia, cleo, eve):
    for person in (mia, cleo, eve):
        with pytest.raises((NotAllowed, NotFound)):
            do(plenary, person, round, "call_group", group=groups[0], seconds=60)
    assert not Turn.objects.exists()


def test_what_does_not_exist_is_not_called(plenary, round, groups, ben):
    with pytest.raises(NotFound):
        do(plenary, ben, round, "call_group", group=9999, seconds=60)
    with pytest.raises(NotFound):
        do(plenary, ben, round, "arrange_turns", groups=[groups[0], 9999])
    with pytest.raises(Invalid):
        do(plenary, ben, round, "call_group", seconds=60)
    with pytest.raises(Invalid):
        do(plenary, ben, round, "arrange_turns", groups=[groups[0], groups[0]])
    with pytest.raises(reporting.NobodyReports):
        do(plenary, ben, round, "end_turn")
