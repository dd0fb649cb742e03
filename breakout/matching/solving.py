"""Seats for everybody: a first seating by the hard rules, exchanges for the wishes, and the solver for what is left."""

from __future__ import annotations

from breakout.matching.forced import forced
from breakout.matching.plan import Plan, explain
from breakout.matching.problem import Problem
from breakout.matching.weights import WEIGHTS, Weights

STEPS = 2_000
PROGRAMS = 20


def solve(
    problem: Problem,
    *,
    weights: Weights = WEIGHTS,
    steps: int = STEPS,
    programs: int = PROGRAMS,
) -> Plan:
    """The same plan for the same problem: the limits are in steps and programs, not in seconds.

    Raises `Impossible`, with the rule and those concerned, when the hard rules cannot all be held.
    """
    # Only now, because most processes seat nobody: NumPy and HiGHS take a tenth of a second to load.
    from breakout.matching import exchange, polish, seating
    from breakout.matching.sheet import Sheet

    must = forced(problem)
    sheet = Sheet(problem, seating.seat(problem, must), set(must), weights)
    exchange.improve(sheet, steps)
    polish.polish(sheet, programs=programs)
    return explain(problem, sheet.seats())
