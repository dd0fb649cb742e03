"""Seats for everybody: a first seating by the hard rules, then exchanges for the wishes."""

from __future__ import annotations

from breakout.matching import exchange, seating
from breakout.matching.forced import forced
from breakout.matching.plan import Plan, explain
from breakout.matching.problem import Problem
from breakout.matching.sheet import Sheet
from breakout.matching.weights import WEIGHTS, Weights

STEPS = 2_000


def solve(problem: Problem, *, weights: Weights = WEIGHTS, steps: int = STEPS) -> Plan:
    """The same plan for the same problem, on any machine: the limit is in steps, not in seconds.

    Raises `Impossible`, with the rule and those concerned, when the hard rules cannot all be held.
    """
    must = forced(problem)
    sheet = Sheet(problem, seating.seat(problem, must), set(must), weights)
    exchange.improve(sheet, steps)
    return explain(problem, sheet.seats())
