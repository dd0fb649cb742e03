"""Whatever is asked: the hard rules hold, or it is said which of them cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from breakout.matching import Impossible, Plan, Problem, explain, meetings, refusals, solve
from tests.breakout.matching.people import can_be_held, holds, problems

LONG = os.environ.get("POLYLOGUE_LONG") == "1"
pytestmark = pytest.mark.timeout(900 if LONG else 120)
calm = {
    "deadline": None,
    "derandomize": not LONG,
    "database": None,
    "phases": [Phase.explicit, Phase.generate],
    "suppress_health_check": list(HealthCheck),
}
FEW = {"most_people": 6, "most_tables": 3}
MANY = {"most_people": 30, "most_tables": 6}


@settings(max_examples=5_000 if LONG else 100, **calm)
@given(problems(**FEW))
def test_there_is_a_plan_exactly_when_somebody_who_tries_everything_finds_one(problem: Problem):
    outcome = solved_or_refused(problem, steps=60)
    event(getattr(outcome, "code", "seated"))
    assert not isinstance(outcome, refusals.Undecided)
    assert isinstance(outcome, Plan) == can_be_held(problem)
    assert not isinstance(outcome, Plan) or holds(problem, outcome.seats)


def solved_or_refused(problem: Problem, steps: int) -> Plan | Impossible:
    try:
        return solve(problem, steps=steps)
    except Impossible as refusal:
        return refusal


@settings(max_examples=3_000 if LONG else 60, **calm)
@given(problems(**MANY))
def test_in_a_larger_round_no_hard_rule_is_ever_broken(problem: Problem):
    outcome = solved_or_refused(problem, steps=120)
    if isinstance(outcome, Plan):
        assert holds(problem, outcome.seats)
        assert outcome.broken == ()
        assert outcome.seats.keys() == outcome.reasons.keys() == {one.id for one in problem.people}
    else:
        says_which_and_for_whom(outcome, problem)


def says_which_and_for_whom(refusal: Impossible, problem: Problem) -> None:
    assert str(refusal)
    assert refusal.people or refusal.tables or refusal.number
    assert set(refusal.tables) <= {table.id for table in problem.tables} | set(
        problem.pins.values()
    )


@settings(max_examples=1_500 if LONG else 30, **calm)
@given(problems(**MANY))
def test_the_same_problem_has_the_same_plan(problem: Problem):
    one, other = (solved_or_refused(problem, steps=120) for _ in range(2))
    if isinstance(one, Plan):
        assert one == other
    else:
        assert (type(one), str(one)) == (type(other), str(other))


@settings(max_examples=1_500 if LONG else 30, **calm)
@given(problems(**MANY), st.randoms(use_true_random=False))
def test_what_is_pinned_of_a_plan_stays_when_it_is_solved_again(problem, chance):
    plan = solved_or_refused(problem, steps=60)
    if isinstance(plan, Impossible):
        return
    pinned = chance.sample(sorted(plan.seats), len(plan.seats) // 2)
    pins = {**problem.pins, **{one: plan.seats[one] for one in pinned}}
    met = meetings(
        [[[one for one in plan.seats if plan.seats[one] == at] for at in plan.languages]]
    )
    again = solve(replace(problem, pins=pins, met=met), steps=60)
    assert {one: again.seats[one] for one in pinned} == {one: plan.seats[one] for one in pinned}
    assert holds(problem, again.seats)


@settings(max_examples=2_000 if LONG else 40, **calm)
@given(problems(**FEW), st.randoms(use_true_random=False))
def test_seats_changed_by_hand_are_called_broken_exactly_when_they_are(problem, chance):
    at = [table.id for table in problem.tables]
    seats = {one.id: chance.choice(at) for one in problem.people}
    assert (explain(problem, seats).broken == ()) == holds(problem, seats)


PRINTED = """
import json, sys
from bench import cohorts
from breakout.matching import solve
print(json.dumps(sorted(solve(cohorts.cohort(3)).seats.items())))
"""


def test_another_process_with_another_hash_seed_makes_the_same_plan():
    told = [
        subprocess.run(
            [sys.executable, "-c", PRINTED],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert len(told[0].splitlines()) == 1
