"""What each part of matching brings, beside all of it as one program, by HiGHS and by OR-Tools CP-SAT where installed.

python -m bench.peers.matching_solvers            # pip install ortools for CP-SAT
"""

from __future__ import annotations

import importlib.util
import time
from dataclasses import replace
from typing import Any

import highspy
import numpy as np

from bench import cohorts
from bench.bounds import most_needs_met
from bench.random_groups import random_groups
from breakout.matching import Problem, exchange, explain, meetings, polish, seating
from breakout.matching.costs import table_costs
from breakout.matching.forced import forced
from breakout.matching.model import Model
from breakout.matching.sheet import Sheet
from breakout.matching.solver import Answer, Program
from breakout.matching.solving import PROGRAMS, STEPS
from breakout.matching.weights import WEIGHTS

SECONDS = {30: 10.0, 200: 20.0}
COHORTS = {30: 4, 200: 2}


class Highs(Program):
    seconds = 0.0

    def solve(self, *, nodes: int = 0) -> Answer | None:
        highs = highspy.Highs()
        options = {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0}
        for option, value in {**options, "time_limit": self.seconds}.items():
            highs.setOptionValue(option, value)
        highs.passModel(self._model())
        highs.run()
        if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        numbers = [round(value) for value in highs.getSolution().col_value]
        return Answer(numbers, highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)


class CpSat(Highs):
    def solve(self, *, nodes: int = 0) -> Answer | None:
        from ortools.sat.python import cp_model

        model, far = cp_model.CpModel(), 1 << 40
        numbers = [model.new_int_var(0, int(most), "") for most in self.uppers]
        for least, most, terms in self.rows:
            total = sum(int(value) * numbers[place] for place, value in terms.items())
            model.add_linear_constraint(total, int(max(least, -far)), int(min(most, far)))
        model.minimize(
            sum(int(cost) * n for cost, n in zip(self.costs, numbers, strict=True) if cost)
        )
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = self.seconds
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return Answer([solver.value(number) for number in numbers], status == cp_model.OPTIMAL)


def fresh(problem: Problem) -> Sheet:
    must = forced(problem)
    return Sheet(problem, seating.seat(problem, must), set(must), WEIGHTS)


def show(problem: Problem, name: str, sheet: Sheet, took: float, note: str = "") -> None:
    plan = explain(problem, sheet.seats())
    assert not plan.broken
    print(
        f"  {name:28}{plan.needs_met:>6}{plan.same_city:>6}{plan.same_sector:>8}{plan.repeats:>9}"
        f"{sum(table_costs(sheet)):>8}{took:>8.2f}  {note}",
        flush=True,
    )


def beside(problem: Problem, seconds: float) -> None:
    print(
        f"\n{len(problem.people)} people, {len(problem.tables)} cases; bound of needs met {most_needs_met(problem)}\n"
        f"  {'':28}{'needs':>6}{'city':>6}{'sector':>8}{'repeats':>9}{'cost':>8}{'CPU s':>8}"
    )
    started = time.process_time()
    sheet = fresh(problem)
    show(problem, "first seating", sheet, time.process_time() - started)
    exchange.improve(sheet, STEPS)
    show(problem, "with exchanges", sheet, time.process_time() - started)
    polish.polish(sheet, programs=PROGRAMS)
    show(problem, "with exchanges and solver", sheet, time.process_time() - started)
    for kind in (Highs, *([CpSat] if importlib.util.find_spec("ortools") else [])):
        whole(problem, kind, seconds)


def whole(problem: Problem, kind: Any, seconds: float) -> None:
    started = time.process_time()
    sheet = fresh(problem)
    model = Model(sheet, list(range(len(sheet.tables))), program=kind())
    model.program.seconds = seconds  # type: ignore[attr-defined]
    found = model.solve(0)
    took = time.process_time() - started
    if found is None:
        print(f"  {kind.__name__ + ' alone':28} nothing within {seconds:.0f} s", flush=True)
    else:
        sheet.seat[: len(sheet.people)] = np.array(
            [found.seats[p] for p in range(len(sheet.people))]
        )
        sheet.place_chairs()
        show(
            problem,
            f"{kind.__name__} alone",
            sheet,
            took,
            "proved" if found.proved else "not proved",
        )


def main() -> None:
    for people, seconds in SECONDS.items():
        for seed in range(COHORTS[people]):
            problem = cohorts.cohort(seed, people=people)
            (seats,) = random_groups(problem, seed, 1)
            groups = [[p for p, at in seats.items() if at == table.id] for table in problem.tables]
            beside(replace(problem, met=meetings([groups])), seconds)


if __name__ == "__main__":
    main()
