"""A script as it runs, with a clock that stands still: each step, its roles, and who may write in it."""

from datetime import timedelta

import pytest

from breakout.scripts import running, shipping
from breakout.scripts.script import Role
from tests.breakout.scripts.scenes import NINE, at, begun, holder, script, step


def writing(run):
    return {person for person in run.people if running.may_write(run, person)}


def titles(run, minutes):
    return [running.state_at(run, at(m)).step.title for m in minutes]


# ---- the shipped scripts, step by step -----------------------------------------------------------


@pytest.mark.parametrize(
    ("minute", "title", "left", "roles"),
    [
        (0, "Casting", 5, "everyone"),
        (5, "Account", 10, "case_giver moderator"),
        (15, "Key question", 5, "everyone"),
        (20, "Choice of method", 5, "everyone"),
        (25, "Advice", 10, "adviser moderator"),
        (35, "Summary", 5, "case_giver moderator"),
    ],
)
def test_each_phase_of_peer_consultation(minute, title, left, roles):
    run = running.state_at(begun("peer_consultation", people=6, case_giver=3), at(minute))
    assert run.step.title == title
    assert running.seconds_left(run, at(minute)) == left * 60
    assert running.seconds_left(run, at(minute + 1)) == left * 60 - 60
    held = {person for key in roles.split() for person in run.held.get(key, run.people)}
    assert writing(run) == held
    assert holder(run, "case_giver") == 3


def test_the_case_giver_only_listens_while_advice_is_given():
    run = running.state_at(begun("peer_consultation", people=6, case_giver=3), at(30))
    assert not running.may_write(run, 3)
    assert [role.title for role in running.writers(run)] == ["Adviser", "Moderator"]
    assert running.asks(run, 3) == [
        "Listen. You cannot write in this step, so that you need not answer."
    ]


def test_in_troika_everyone_is_the_client_once():
    run = begun("troika", people=3)
    clients = [holder(running.state_at(run, at(minute)), "client") for minute in (5, 15, 25)]
    assert sorted(clients) == [1, 2, 3]


@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize(
    ("minute", "title", "left", "roles"),
    [
        (0, "Reflect", 1, ""),
        (1, "Case", 2, "client"),
        (3, "Questions", 2, "client consultant"),
        (5, "Advice", 4, "consultant"),
        (9, "What helped", 1, "client"),
    ],
)
def test_each_step_of_each_turn_of_troika(turn, minute, title, left, roles):
    now = at(10 * turn + minute)
    run = running.state_at(begun("troika", people=3), now)
    assert (run.step.title, running.seconds_left(run, now)) == (title, left * 60)
    assert writing(run) == {person for key in roles.split() for person in run.held[key]}


@pytest.mark.parametrize(
    ("minute", "title", "left", "circles"),
    [
        (0, "Alone", 1, [1] * 8),
        (1, "In pairs", 2, [2] * 8),
        (3, "In fours", 4, [4] * 8),
        (7, "All", 5, [8] * 8),
    ],
)
def test_each_step_of_one_two_four_all(minute, title, left, circles):
    run = running.state_at(begun("one_two_four_all", people=8, case_giver=None), at(minute))
    assert (run.step.title, running.seconds_left(run, at(minute))) == (title, left * 60)
    assert [len(running.talks_with(run, person)) + 1 for person in run.people] == circles
    assert writing(run) == (set() if title == "Alone" else set(run.people))


def test_the_pairs_meet_again_whole_in_the_fours():
    run = begun("one_two_four_all", people=7, case_giver=None)
    pairs, fours = running.state_at(run, at(1)), running.state_at(run, at(3))
    for person in run.people:
        assert set(running.talks_with(pairs, person)) <= set(running.talks_with(fours, person))


@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize(
    ("minute", "title", "left", "travels"),
    [(0, "Welcome", 3, False), (3, "Conversation", 15, False), (18, "What we keep", 2, True)],
)
def test_each_round_of_the_world_cafe(turn, minute, title, left, travels):
    now = at(20 * turn + minute)
    run = running.state_at(begun("world_cafe", people=4, case_giver=None), now)
    assert (run.step.title, running.seconds_left(run, now)) == (title, left * 60)
    assert running.travels_after(run, run.at) == (travels and turn < 2)
    assert [running.stays(run, person) for person in run.people].count(True) == 1


def test_the_host_of_a_table_stays_the_same():
    run = begun("world_cafe", people=4, case_giver=None)
    hosts = {holder(running.state_at(run, at(minute)), "host") for minute in (0, 25, 45)}
    assert len(hosts) == 1


def test_guests_come_and_go_and_the_host_stays_the_host():
    run = begun("world_cafe", people=4, case_giver=None)
    host = holder(run, "host")
    for person in set(run.people) - {host}:
        run = running.left(run, person, at(20))
    for person in (11, 12):
        run = running.joined(run, person, at(20))
    assert holder(run, "host") == host
    assert set(run.held["guest"]) == {11, 12}


def test_free_talk_lets_everyone_write():
    run = begun("free_talk")
    assert run.is_finished
    assert writing(run) == set(run.people)
    assert running.ends_by(run, NINE) == NINE


# ---- how it goes on ------------------------------------------------------------------------------


def test_a_run_that_has_not_begun_stands_still_and_forbids_nothing():
    run = running.plan(script(), [1, 2], 1, seed=7)
    assert running.state_at(run, at(99)) == run
    assert writing(run) == {1, 2}
    assert running.skip(run, at(1)) == run


def test_beginning_twice_is_beginning_once():
    run = begun("troika")
    assert running.begin(run, at(3)) == run


def test_a_step_begins_when_the_one_before_ended_however_late_somebody_looks():
    run = begun("peer_consultation")
    late = running.state_at(run, at(16))
    assert (late.step.title, late.since, late.until) == ("Key question", at(15), at(20))


def test_a_finished_run_stays_finished():
    over = running.state_at(begun("peer_consultation"), at(41))
    assert over.is_finished
    assert over.since == at(40)
    assert running.seconds_left(over, at(41)) == 0
    assert writing(over) == set(over.people)
    for deed in (running.hold, running.resume, running.skip):
        assert deed(over, at(50)) == over
    assert running.extend(over, 5, at(50)) == over


def test_held_time_stands_still_and_goes_on_where_it_was():
    run = running.hold(begun("peer_consultation"), at(7))
    assert running.seconds_left(run, at(60)) == 8 * 60
    run = running.resume(run, at(60))
    assert (run.step.title, run.until) == ("Account", at(68))


def test_what_may_be_written_stays_the_same_while_it_is_held():
    run = running.hold(begun("peer_consultation", case_giver=3), at(30))
    assert not running.may_write(run, 3)


def test_skipping_begins_the_next_step_now():
    run = running.skip(begun("peer_consultation"), at(2))
    assert (run.step.title, run.since, run.until) == ("Account", at(2), at(12))


def test_skipping_a_step_that_is_held_goes_on():
    run = running.skip(running.hold(begun("peer_consultation"), at(2)), at(9))
    assert (run.step.title, run.is_held) == ("Account", False)


def test_skipping_the_last_step_ends_it():
    run = running.skip(begun("peer_consultation"), at(36))
    assert run.is_finished
    assert run.since == at(36)


def test_minutes_are_added_to_this_step_and_put_off_the_rest():
    run = running.extend(begun("peer_consultation"), 3, at(1))
    assert titles(run, [7, 8]) == ["Casting", "Account"]
    assert running.ends_by(run, at(1)) == at(43)


def test_minutes_can_be_added_while_it_is_held():
    run = running.extend(running.hold(begun("peer_consultation"), at(1)), 3, at(2))
    assert running.seconds_left(run, at(9)) == 7 * 60


# ---- people come and go --------------------------------------------------------------------------


def test_a_case_giver_who_leaves_is_waited_for():
    run = running.left(begun("peer_consultation", case_giver=1), 1, at(7))
    assert run.is_held
    assert run.waits_for == 1
    assert run.held["case_giver"] == ()
    back = running.joined(run, 1, at(9))
    assert (holder(back, "case_giver"), back.waits_for, back.until) == (1, 0, at(17))


def test_a_case_giver_who_is_not_there_is_waited_for_from_the_start():
    run = running.plan(shipping.named("peer_consultation"), [2, 3, 4], 1, seed=7)
    run = running.begin(run, NINE)
    assert (run.is_held, run.waits_for) == (True, 1)
    assert running.joined(run, 1, at(3)).until == at(8)


def test_the_case_can_go_to_somebody_else_when_nobody_comes_back():
    run = running.left(begun("peer_consultation", case_giver=1), 1, at(7))
    run = running.handed(run, "case_giver", 2, at(9))
    assert (holder(run, "case_giver"), run.is_held, run.until) == (2, False, at(17))
    assert 2 not in run.held["adviser"]


def test_a_group_without_a_case_giver_goes_on_when_somebody_says_so():
    run = running.left(begun("peer_consultation", case_giver=1), 1, at(7))
    run = running.resume(run, at(8))
    assert (run.is_held, run.waits_for) == (False, 0)


def test_a_moderator_who_leaves_is_followed_by_the_next_in_order():
    run = begun("peer_consultation", people=6, case_giver=1)
    gone = holder(run, "moderator")
    after = running.left(run, gone, at(7))
    assert not after.is_held
    heir = holder(after, "moderator")
    assert heir in run.held["adviser"]
    assert heir not in after.held["adviser"]


def test_nobody_has_two_tasks_while_others_have_none():
    run = begun("peer_consultation", people=6, case_giver=1)
    assert holder(run, "note_taker") != holder(run, "time_keeper")
    assert {holder(run, "note_taker"), holder(run, "time_keeper")} <= set(run.held["adviser"])


def test_who_comes_late_is_an_adviser():
    run = running.joined(begun("peer_consultation"), 9, at(7))
    assert [role.key for role in running.roles_of(run, 9)] == ["adviser"]


def test_coming_twice_is_coming_once():
    run = begun("peer_consultation")
    assert running.joined(run, 2, at(1)) == run
    assert running.left(run, 99, at(1)) == run


def test_nobody_waits_for_the_turn_of_somebody_who_left():
    run = begun("troika", people=3)
    last = run.beats[-1].person
    assert running.ends_by(running.left(run, last, at(1)), at(1)) == at(20)


def test_a_client_who_leaves_is_waited_for_and_can_be_passed_over():
    run = begun("troika", people=3)
    gone = holder(run, "client")
    held = running.left(run, gone, at(2))
    assert held.waits_for == gone
    after = running.skip(held, at(4))
    assert (after.step.title, after.since) == ("Reflect", at(4))
    assert holder(after, "client") != gone


def test_where_nobody_has_a_role_that_may_write_everybody_can():
    run = begun("troika", people=1)
    advice = running.state_at(run, at(6))
    assert advice.step.title == "Advice"
    assert writing(advice) == {1}


def test_a_group_that_nobody_came_to_runs_and_ends():
    run = running.begin(running.plan(shipping.named("troika"), [], None, seed=7), NINE)
    assert running.state_at(run, at(11)).is_finished


def test_the_first_who_comes_to_an_empty_group_brings_the_case():
    run = running.begin(running.plan(shipping.named("peer_consultation"), [], None, 7), NINE)
    run = running.joined(run, 5, at(1))
    assert holder(run, "case_giver") == holder(run, "moderator") == 5


def test_a_role_that_is_handed_on_leaves_its_holder_among_the_rest():
    run = begun("peer_consultation", people=6, case_giver=1)
    before = holder(run, "moderator")
    heir = run.held["adviser"][0]
    after = running.handed(run, "moderator", heir, at(1))
    assert holder(after, "moderator") == heir
    assert before in after.held["adviser"]
    assert heir not in after.held["adviser"]


def test_a_turn_and_the_rest_are_not_handed_on():
    run = begun("troika", people=3)
    assert running.handed(run, "client", 2, at(0)) == run
    assert running.handed(run, "consultant", 2, at(0)) == run
    assert running.handed(run, "nobody", 2, at(0)) == run


def test_two_hold_a_role_for_two():
    roles = (Role("pair", "Pair", count=2), Role("rest", "Rest", cast="rest"))
    run = running.begin(running.plan(script(roles=roles, steps=(step(),)), range(5), None, 3), NINE)
    gone, kept = run.held["pair"]
    after = running.left(run, gone, at(1))
    assert kept in after.held["pair"]
    assert len(after.held["pair"]) == 2


def test_the_same_seed_draws_the_same():
    assert begun("troika", seed=3) == begun("troika", seed=3)
    drawn = {
        begun("peer_consultation", people=6, seed=seed).held["moderator"] for seed in range(20)
    }
    assert len(drawn) > 1


def test_seconds_are_counted_to_the_last_one():
    run = begun("one_two_four_all")
    assert running.seconds_left(run, NINE + timedelta(seconds=59.5)) == 0.5
