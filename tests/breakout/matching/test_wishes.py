"""What a plan does beyond the rules: experience at each case, cities and sectors mixed, nobody again, few moves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bench import cohorts
from bench.bounds import most_needs_met
from breakout.matching import Plan, Problem, Table, even_tables, explain, meetings, solve
from tests.breakout.matching.people import case, people, person, tables


def at(plan: Plan, table: object) -> set[object]:
    return {one for one, seat in plan.seats.items() if seat == table}


def test_each_case_gets_two_people_who_know_its_topic():
    topics = ("water", "heat", "data")
    some = (
        *people(3),
        *(person(f"{topic} {n}", offers=topic) for topic in topics for n in range(2)),
        *(person(f"other {n}") for n in range(3)),
    )
    places = tuple(Table(t, case(f"p{n}", t), least=4, most=4) for n, t in enumerate(topics))
    plan = solve(Problem(some, places))
    assert plan.unmet == ()
    for topic in topics:
        assert {f"{topic} 0", f"{topic} 1"} < at(plan, topic)


def test_the_case_giver_is_nobody_who_helps_with_the_own_case():
    some = (person("giver", offers="water"), person("one", offers="water"), person("other"))
    plan = solve(Problem(some, (Table(1, case("giver")),)))
    assert plan.experienced == {1: 1}
    assert plan.unmet == (1,)


def test_somebody_whose_case_is_not_on_the_programme_sits_anywhere():
    some = (*people(2), person("helper", offers="water"))
    plan = solve(Problem(some, (Table(1, case("p0"), least=1), Table(2, least=1))))
    assert plan.seats["helper"] == 1


def test_nobody_sits_beside_somebody_of_their_city_when_it_can_be():
    some = tuple(person(n, city=f"city {n % 4}") for n in range(12))
    plan = solve(Problem(some, tables(3, 4, 4)))
    assert plan.same_city == 0


def test_sectors_are_mixed():
    some = tuple(person(n, sector=f"sector {n % 3}") for n in range(12))
    assert solve(Problem(some, tables(4, 3, 3))).same_sector == 0


def test_an_unknown_city_is_nobodys_city():
    assert solve(Problem(people(6), tables(2, 3, 3))).same_city == 0


def test_24_people_in_6_groups_of_4_meet_nobody_twice_in_three_rounds():
    problem = cohorts.mixing(1, people=24, number=6)
    plans: list[Plan] = []
    for _ in range(3):
        earlier = [[at(plan, table) for table in plan.languages] for plan in plans]
        plans.append(solve(replace(problem, met=meetings(earlier))))
    pairs = meetings([[at(plan, table) for table in plan.languages] for plan in plans])
    assert max(pairs.values()) == 1
    assert [plan.repeats for plan in plans] == [0, 0, 0]


def test_tables_are_as_even_as_the_wishes_allow():
    plan = solve(Problem(people(15), tables(3, 1, 9)))
    assert sorted(Counter(plan.seats.values()).values()) == [5, 5, 5]


def test_two_who_do_not_come_move_hardly_anybody():
    for problem in map(cohorts.cohort, range(4)):
        before = solve(problem)
        givers = {table.case.giver for table in problem.tables if table.case}
        gone = [one.id for one in problem.people if one.id not in givers][:2]
        here = tuple(one for one in problem.people if one.id not in gone)
        again = replace(problem, people=here, keep=before.seats)
        kept, afresh = solve(again), solve(replace(again, keep={}))
        assert len(kept.moved) <= 4
        assert len(kept.moved) <= len(explain(again, afresh.seats).moved)
        assert kept.needs_met >= afresh.needs_met - 1


def test_what_is_kept_stays_although_others_would_be_better_off():
    some = tuple(person(n, sector=f"sector {n % 2}") for n in range(4))
    keep = {0: 0, 2: 0, 1: 1, 3: 1}
    plan = solve(Problem(some, tables(2, 2, 2), keep=keep))
    assert plan.seats == keep
    assert plan.moved == ()


def test_a_kept_seat_is_given_up_for_a_case_without_experience():
    some = (
        *people(2),
        *(person(f"w{n}", offers="water") for n in range(2)),
        person("x0"),
        person("x1"),
    )
    places = (Table(1, case("p0"), 3, 3), Table(2, least=3, most=3))
    keep = {"p0": 1, "x0": 1, "x1": 1, "p1": 2, "w0": 2, "w1": 2}
    plan = solve(Problem(some, places, keep=keep))
    assert plan.unmet == ()
    assert set(plan.moved) == {"x0", "x1", "w0", "w1"}


def test_a_late_guest_takes_a_free_seat_and_nobody_moves():
    problem = Problem(people(9), tables(2, 3, 6))
    before = solve(problem)
    after = solve(replace(problem, people=(*problem.people, person("late")), keep=before.seats))
    assert after.moved == ()
    assert after.seats["late"] in {0, 1}


def test_a_cohort_comes_near_the_bound_of_what_is_possible():
    plans = [(solve(problem), most_needs_met(problem)) for problem in map(cohorts.cohort, range(8))]
    met, bound = (
        sum(some) for some in zip(*((p.needs_met, most) for p, most in plans), strict=True)
    )
    assert bound >= met >= 0.9 * bound


def test_tables_by_number_and_by_size():
    assert [(t.least, t.most) for t in even_tables(22, number=5)] == [(4, 5)] * 5
    assert len(even_tables(22, size=4)) == 6
    assert len(even_tables(3, size=9)) == 1
    assert [(t.least, t.most) for t in even_tables(24, size=4)] == [(4, 4)] * 6
