"""Rounds of group work: drafted, opened, closed; who is taken where, and who may follow what."""

from __future__ import annotations

import pytest

from breakout import grouping, rounds, timing, undoing
from breakout.models import Move, Round, Seat
from breakout.timing import CloseRound, OpenRound
from polylogue.jobs.models import Job
from polylogue.kit.refusals import Invalid, NotAllowed, Refusal
from polylogue.log.models import Entry
from rooms import reach
from rooms.models import Place, Room
from tests.breakout import scenes
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    """A draft with cleo in the first group and dov in the second."""
    made = scenes.drafted(dialogue, ben, minutes=30)
    scenes.move(made, ben, cleo, to=0)
    scenes.move(made, ben, dov, to=1)
    made.refresh_from_db()
    return made


def followed(person, dialogue):
    """The titles of the rooms that the person can follow."""
    streams = reach.streams_of(person.pk, dialogue.pk)
    return set(Room.objects.filter(stream__in=streams).values_list("title", flat=True))


def place(person):
    found = Place.objects.filter(person=person).select_related("room").first()
    return found.room.title if found else None


def test_a_draft_moves_nobody(round, dialogue, cleo):
    assert scenes.sitting(round) == {"cleo": "Group 1", "dov": "Group 2"}
    assert followed(cleo, dialogue) == {"Plenary"} and place(cleo) is None


def told(dialogue, audience):
    """What the dialogue's stream says of rounds and groups to these people."""
    found = Entry.objects.filter(stream=dialogue.stream, audience=audience)
    return list(found.filter(kind__startswith="breakout.").values_list("kind", "data"))


def test_what_a_draft_and_its_groups_are_called_is_for_the_crew(dialogue, ben):
    made = scenes.drafted(dialogue, ben, groups=1, title="Those who struggle")
    first = made.groups.get().pk
    scenes.do(made, ben, grouping.rename, group=first, title="The desperate")
    scenes.do(made, ben, rounds.change, seen=999, title="The struggling")
    assert told(dialogue, "everyone") == [("breakout.groups_ahead", {"round": made.pk})]
    assert [kind for kind, _ in told(dialogue, "crew")] == [
        "breakout.round_drafted", "breakout.group_added", "breakout.group_renamed",
        "breakout.round_changed",
    ]  # fmt: skip
    scenes.act(
        dialogue, ben, lambda part: rounds.drop(scenes.find(dialogue, made.pk), part, seen=None)
    )
    assert [kind for kind, _ in told(dialogue, "everyone")] == ["breakout.groups_ahead"]


def test_where_people_choose_everybody_is_told_what_there_is(dialogue, ben):
    made = scenes.drafted(dialogue, ben, groups=1, title="Tables", people_choose=True)
    kinds = ["breakout.round_drafted", "breakout.group_added", "breakout.round_changed"]
    scenes.do(made, ben, rounds.change, seen=999, title="Tables", people_choose=False)
    assert [kind for kind, _ in told(dialogue, "everyone")] == kinds
    scenes.do(made, ben, rounds.change, seen=999, title="Secret", people_choose=False)
    assert [kind for kind, _ in told(dialogue, "everyone")] == kinds


def test_opening_takes_everybody_to_their_group_and_nobody_else_in(round, dialogue, ben, cleo, dov):
    scenes.open_now(round, ben)
    assert followed(cleo, dialogue) == {"Plenary", "Group 1"}
    assert followed(dov, dialogue) == {"Plenary", "Group 2"}
    assert (place(cleo), place(dov)) == ("Group 1", "Group 2")
    kinds = list(Entry.objects.filter(stream=dialogue.stream).values_list("kind", flat=True))[-3:]
    assert kinds == ["rooms.groups_made", "breakout.round_opened", "rooms.people_moved"]


def test_the_crew_can_enter_every_group_and_is_taken_nowhere(round, dialogue, ada, ben, mia):
    scenes.open_now(round, ben)
    for person in (ada, ben, mia):
        assert followed(person, dialogue) == {"Plenary", "Group 1", "Group 2"}
        assert place(person) is None


def test_moving_somebody_while_it_runs_changes_their_reach(round, dialogue, ben, cleo, dov):
    scenes.open_now(round, ben)
    scenes.move(round, ben, cleo, to=1)
    assert followed(cleo, dialogue) == {"Plenary", "Group 2"}
    assert place(cleo) == "Group 2"
    scenes.move(round, ben, cleo, to=None)
    assert followed(cleo, dialogue) == {"Plenary"} and place(cleo) == "Plenary"
    assert scenes.sitting(round) == {"dov": "Group 2"}


def test_the_ledger_keeps_every_seat_anybody_ever_had(round, ben, cleo):
    scenes.open_now(round, ben)
    scenes.move(round, ben, cleo, to=1)
    scenes.move(round, ben, cleo, to=0)
    held = Seat.objects.filter(round=round, person=cleo).values_list("group__title", "ended_by")
    assert [title for title, _ in held] == ["Group 1", "Group 2", "Group 1"]
    assert [ended is None for _, ended in held] == [False, False, True]


def test_bringing_everybody_back_closes_the_groups_and_leaves_them_readable(
    round, dialogue, ben, cleo
):
    scenes.open_now(round, ben)
    group = Room.objects.get(title="Group 1")
    cast.post(group, cleo, "What worked for us")
    scenes.back(round, ben)
    assert place(cleo) == "Plenary" and followed(cleo, dialogue) == {"Plenary", "Group 1"}
    with pytest.raises(Refusal, match="closed"):
        cast.post(Room.objects.get(title="Group 1"), cleo, "One more thing")
    assert scenes.sitting(round) == {"cleo": "Group 1", "dov": "Group 2"}


def test_only_one_round_is_open_at_a_time(round, dialogue, ben):
    scenes.open_now(round, ben)
    other = scenes.drafted(dialogue, ben)
    with pytest.raises(rounds.AnotherRoundIsOpen):
        scenes.open_now(other, ben)


def test_a_round_without_groups_does_not_open(dialogue, ben):
    empty = scenes.find(
        dialogue, scenes.act(dialogue, ben, lambda by: rounds.draft(by, title="Empty").pk).result
    )
    with pytest.raises(Invalid, match="no group"):
        scenes.open_now(empty, ben)


@pytest.mark.parametrize("who", ["mia", "cleo", "eve"])
def test_only_facilitators_and_staff_lead_rounds(round, request, who):
    person = request.getfixturevalue(who)
    for what in (
        lambda: scenes.open_now(round, person),
        lambda: scenes.move(round, person, person, to=0),
        lambda: scenes.do(round, person, rounds.drop, seen=None),
    ):
        with pytest.raises(NotAllowed):
            what()
    assert Round.objects.get(pk=round.pk).is_draft


# ---- time --------------------------------------------------------------------------------------


def due(kind):
    return [job.due_at for job in Job.objects.waiting().filter(kind=kind)]


def run_due(round, task):
    (job,) = Job.objects.waiting().filter(kind=task.kind)
    task(lane=round.dialogue.stream_id, round=round.pk).run(job)
    round.refresh_from_db()


def test_a_countdown_opens_the_round_by_itself(round, ben, cleo):
    scenes.do(round, ben, rounds.announce, seconds=10)
    assert round.is_draft and due("breakout.open_round") == [round.opens_at]
    run_due(round, OpenRound)
    assert round.is_open and place(cleo) == "Group 1"


def test_a_countdown_can_be_stopped(round, ben):
    scenes.do(round, ben, rounds.announce, seconds=10)
    scenes.do(round, ben, rounds.stop_opening)
    assert round.opens_at is None and due("breakout.open_round") == []


def test_groups_are_not_opened_past_others_that_are_counted_down_to(round, dialogue, ada, ben):
    scenes.do(round, ben, rounds.announce, seconds=60)
    other = scenes.drafted(dialogue, ada, title="Another")
    for seconds in (0, 30):
        with pytest.raises(rounds.AnotherRoundIsAnnounced):
            scenes.do(other, ada, rounds.announce, seconds=seconds)
    scenes.do(round, ben, rounds.stop_opening)
    assert scenes.open_now(other, ada).is_open


def test_a_countdown_whose_groups_are_gone_ends_and_leaves_a_draft(round, dialogue, ben, cleo, dov):
    scenes.move(round, ben, cleo, dov, to=None)
    scenes.do(round, ben, rounds.announce, seconds=60)
    for group in round.groups.all():
        scenes.do(round, ben, grouping.remove, group=group.pk)
    run_due(round, OpenRound)
    round.refresh_from_db()
    assert round.state == "draft"
    assert Entry.objects.filter(stream=dialogue.stream, kind="breakout.opening_stopped").exists()
    assert not Job.objects.filter(kind="breakout.open_round", given_up_at__isnull=False).exists()


def test_the_server_brings_everybody_back_when_time_and_grace_are_over(round, ben, cleo):
    scenes.open_now(round, ben)
    assert (round.ends_at - round.opened_at).total_seconds() == pytest.approx(1800, abs=1)
    assert (round.returns_at - round.ends_at).total_seconds() == 60
    assert due("breakout.close_round") == [round.returns_at]
    run_due(round, CloseRound)
    assert round.closed_at and place(cleo) == "Plenary"


def test_extending_puts_the_return_off(round, ben, cleo):
    scenes.open_now(round, ben)
    ends = round.ends_at
    (old,) = Job.objects.waiting().filter(kind="breakout.close_round")
    scenes.do(round, ben, timing.extend, minutes=5)
    assert (round.ends_at - ends).total_seconds() == 300
    CloseRound(lane=round.dialogue.stream_id, round=round.pk).run(old)
    assert Round.objects.get(pk=round.pk).is_open
    assert due("breakout.close_round") == [round.returns_at]


def test_ending_soon_is_counted_down(round, ben):
    scenes.open_now(round, ben)
    scenes.do(round, ben, timing.end_in, seconds=30)
    assert (round.returns_at - round.ends_at).total_seconds() == 30 and round.is_open
    told = Entry.objects.filter(kind="breakout.time_changed").last()
    assert told.data["returns_at"] == timing.iso(round.returns_at)


# ---- two facilitators, and taking back ---------------------------------------------------------


def test_the_later_of_two_facilitators_is_told_what_changed(round, ada, ben, cleo):
    scenes.open_now(round, ben)
    seen = Round.objects.get(pk=round.pk).version
    scenes.move(round, ben, cleo, to=1, seen=seen)
    with pytest.raises(Refusal, match="Ben Okoro has just moved Cleo Marin to “Group 2”"):
        scenes.move(round, ada, cleo, to=None, seen=seen)
    assert scenes.sitting(round)["cleo"] == "Group 2"


def test_what_does_not_concern_each_other_is_not_in_the_way(round, ada, ben, cleo, dov):
    scenes.open_now(round, ben)
    seen = Round.objects.get(pk=round.pk).version
    scenes.move(round, ben, cleo, to=1, seen=seen)
    scenes.move(round, ada, dov, to=0, seen=seen)
    assert scenes.sitting(round) == {"cleo": "Group 2", "dov": "Group 1"}


def test_the_last_move_can_be_taken_back(round, dialogue, ben, cleo, dov):
    scenes.open_now(round, ben)
    scenes.move(round, ben, cleo, dov, to=None)
    scenes.undo(round, ben)
    assert scenes.sitting(round) == {"cleo": "Group 1", "dov": "Group 2"}
    assert followed(dov, dialogue) == {"Plenary", "Group 2"}


def test_what_was_done_in_the_draft_is_not_taken_back_when_the_groups_are_open(
    round, ben, cleo, dov
):
    drafted = undoing.last(round)
    scenes.open_now(round, ben)
    assert undoing.last(round) is None
    with pytest.raises(Invalid):
        scenes.do(round, ben, undoing.undo, version=drafted.version)
    assert scenes.sitting(round) == {"cleo": "Group 1", "dov": "Group 2"}
    scenes.move(round, ben, dov, to=0)
    scenes.undo(round, ben)
    assert undoing.last(round) is None
    assert scenes.sitting(round) == {"cleo": "Group 1", "dov": "Group 2"}


def test_merging_moves_people_and_closes_and_can_be_taken_back(round, dialogue, ben, dov):
    scenes.open_now(round, ben)
    first, second = round.groups.all()
    scenes.do(round, ben, grouping.merge, group=second.pk, into=first.pk, seen=round.version)
    assert scenes.sitting(round) == {"cleo": "Group 1", "dov": "Group 1"}
    assert not Room.objects.get(title="Group 2").is_open
    with pytest.raises(grouping.GroupIsClosed, match="merged into “Group 1”"):
        scenes.move(round, ben, dov, to=1)
    scenes.undo(round, ben)
    assert scenes.sitting(round) == {"cleo": "Group 1", "dov": "Group 2"}
    assert Room.objects.get(title="Group 2").is_open and followed(dov, dialogue) == {
        "Plenary", "Group 2",
    }  # fmt: skip


def test_splitting_and_closing_a_group_while_it_runs(round, ben, cleo, dov):
    scenes.open_now(round, ben)
    made = scenes.do(round, ben, grouping.split, people=[dov.pk], title="Deeper", seen=None)
    assert scenes.sitting(round)["dov"] == "Deeper" and place(dov) == "Deeper"
    scenes.do(round, ben, grouping.close, group=made, seen=None)
    assert "dov" not in scenes.sitting(round) and place(dov) == "Plenary"


def test_whose_group_is_closed_or_merged_can_go_on_reading_it(round, dialogue, ben, cleo, dov):
    scenes.open_now(round, ben)
    first, second = round.groups.all()
    scenes.do(round, ben, grouping.merge, group=first.pk, into=second.pk, seen=None)
    assert followed(cleo, dialogue) == {"Plenary", "Group 1", "Group 2"}
    assert followed(dov, dialogue) == {"Plenary", "Group 2"}
    scenes.do(round, ben, grouping.close, group=second.pk, seen=None)
    assert followed(cleo, dialogue) == {"Plenary", "Group 1", "Group 2"}
    assert followed(dov, dialogue) == {"Plenary", "Group 2"}


# ---- people who come and go --------------------------------------------------------------------


def test_whoever_comes_late_goes_to_the_smallest_group(round, dialogue, ben, cleo, dov):
    scenes.open_now(round, ben)
    scenes.move(round, ben, dov, to=0)
    late = cast.person("late")
    cast.enrol(dialogue, late, "participant")
    job = Job.objects.waiting().get(kind="breakout.seat_latecomer")
    from polylogue.jobs.tasks import parse

    parse(job.kind, job.args).run(job)
    assert place(late) == "Group 2" and followed(late, dialogue) == {"Plenary", "Group 2"}


def test_a_removed_person_has_no_seat_and_follows_nothing(round, dialogue, ada, ben, cleo):
    scenes.open_now(round, ben)
    cast.remove(dialogue, cleo, ada)
    assert followed(cleo, dialogue) == set() and place(cleo) is None
    assert scenes.sitting(round) == {"dov": "Group 2"}
    assert Move.objects.filter(round=round, how="gone").count() == 1


def test_who_is_of_the_crew_no_more_leaves_the_groups(round, dialogue, ada, ben, mia):
    scenes.open_now(round, ben)
    cast.change_roles(dialogue, mia, ada, "participant")
    assert followed(mia, dialogue) == {"Plenary"}
    cast.change_roles(dialogue, mia, ada, "facilitator")
    assert followed(mia, dialogue) == {"Plenary", "Group 1", "Group 2"}


def test_somebody_who_is_seated_and_of_the_crew_keeps_their_reach_when_moved(
    round, dialogue, ben, mia
):
    scenes.move(round, ben, mia, to=0)
    scenes.open_now(round, ben)
    scenes.move(round, ben, mia, to=1)
    assert place(mia) == "Group 2"
    assert followed(mia, dialogue) == {"Plenary", "Group 1", "Group 2"}
