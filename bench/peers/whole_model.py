"""All of a matching as one program, by HiGHS and, where it is installed, by OR-Tools CP-SAT: why Polylogue does otherwise.

python -m bench.peers.whole_model            # pip install ortools for the second column
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

import highspy

from bench import cohorts
from bench.bounds import most_needs_met
from bench.random_groups import random_groups
from breakout.matching import Problem, exchange, explain, meetings, seating
from breakout.matching.forced import forced
from breakout.matching.sheet import Sheet
from breakout.matching.solver import Program
from breakout.matching.standing import Standing
from breakout.matching.weights import WEIGHTS, Weights

WEIGHED = replace(WEIGHTS, uneven=0)  # squares are no business of a linear program
SECONDS = {30: 5.0, 200: 15.0}


class Solver(Protocol):
    def number(self, *, most: float, cost: float = 0) -> int: ...
    def limit(
        self, terms: Mapping[int, float], *, least: float = ..., most: float = ...
    ) -> None: ...


class Highs(Program):
    def within(self, seconds: float) -> list[int] | None:
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        for option, value in (("threads", 1), ("time_limit", seconds), ("mip_rel_gap", 0.0)):
            highs.setOptionValue(option, value)
        highs.passModel(self._model())
        highs.run()
        values = highs.getSolution().col_value
        found = highs.getInfo().primal_solution_status == 2
        self.proved = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return [round(value) for value in values] if found else None


class CpSat(Program):
    def within(self, seconds: float) -> list[int] | None:
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        numbers = [model.new_int_var(0, int(most), "") for most in self.uppers]
        far = 1 << 40
        for least, most, terms in self.rows:
            total = sum(int(value) * numbers[place] for place, value in terms.items())
            model.add_linear_constraint(total, int(max(least, -far)), int(min(most, far)))
        model.minimize(
            sum(int(cost) * n for cost, n in zip(self.costs, numbers, strict=True) if cost)
        )
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(model)
        self.proved = status == cp_model.OPTIMAL
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return [solver.value(number) for number in numbers] if found else None


def state(solver: Solver, sheet: Sheet) -> dict[tuple[int, int], int]:
    """Everything into the program; the number of each person at each table."""
    people, tables = range(len(sheet.people)), range(len(sheet.tables))
    at = {
        (p, t): solver.number(most=1, cost=float(sheet.likes[p, t])) for p in people for t in tables
    }
    for p in people:
        solver.limit({at[p, t]: 1.0 for t in tables}, least=1, most=1)
        if sheet.fixed[p]:
            solver.limit({at[p, int(sheet.seat[p])]: 1.0}, least=1)
    for t in tables:
        here = {p: at[p, t] for p in people}
        _table(solver, sheet, t, here)
        for codes, weight in (
            (sheet.city, sheet.weights.city),
            (sheet.sector, sheet.weights.sector),
        ):
            for code in sorted({int(codes[p]) for p in people}):
                terms = {here[p]: 1.0 for p in people if codes[p] == code}
                if len(terms) > 1:
                    beyond = solver.number(most=len(terms), cost=weight)
                    solver.limit({**terms, beyond: -1.0}, most=1)
        for p in people:
            for q in range(p):
                if sheet.met[p, q]:
                    again = solver.number(most=1, cost=float(sheet.weights.again * sheet.met[p, q]))
                    solver.limit({here[p]: 1.0, here[q]: 1.0, again: -1.0}, most=1)
    return at


def _table(solver: Solver, sheet: Sheet, t: int, here: dict[int, int]) -> None:
    """Its size, its language, and who has experience with its case."""
    solver.limit(
        dict.fromkeys(here.values(), 1.0), least=float(sheet.least[t]), most=float(sheet.width[t])
    )
    languages = [solver.number(most=1) for _ in range(sheet.speaks.shape[1])]
    solver.limit(dict.fromkeys(languages, 1.0), least=1, most=1)
    for p, sits in here.items():
        spoken = {n: -1.0 for n, speaks in zip(languages, sheet.speaks[p], strict=True) if speaks}
        solver.limit({sits: 1.0, **spoken}, most=0)
    if sheet.tables[t].case:
        weights = sheet.weights
        nobody, unmet = (
            solver.number(most=1, cost=weights.nobody),
            solver.number(most=1, cost=weights.need),
        )
        helpers = {n: 1.0 for p, n in here.items() if sheet.helps[p, t]}
        solver.limit({**helpers, nobody: 1.0}, least=1)
        solver.limit({**helpers, unmet: 2.0}, least=2)


def cost(sheet: Sheet) -> int:
    """What the seats cost by the weights, the difference to seats at which nobody meets and all needs are met."""
    now, w = Standing(sheet), sheet.weights
    beyond = lambda counts: int((counts - 1).clip(0).sum())  # noqa: E731
    rows = range(len(sheet.people))
    return (
        sum(int(now.need[t, now.experienced[t]]) for t in range(len(sheet.tables)))
        + w.city * beyond(now.cities)
        + w.sector * beyond(now.sectors)
        + w.again * sum(int(now.again[p, sheet.seat[p]]) for p in rows) // 2
        + sum(int(sheet.likes[p, sheet.seat[p]]) for p in rows)
    )


def fresh(problem: Problem, weights: Weights) -> Sheet:
    must = forced(problem)
    return Sheet(problem, seating.seat(problem, must), set(must), weights)


def show(problem: Problem, name: str, sheet: Sheet, took: float, note: str = "") -> None:
    plan = explain(problem, sheet.seats())
    assert not plan.broken
    print(
        f"  {name:34}{plan.needs_met:>5}{plan.same_city:>6}{plan.same_sector:>8}{plan.repeats:>9}"
        f"{cost(sheet):>8}{took:>8.2f}  {note}",
        flush=True,
    )


def beside(problem: Problem, seconds: float) -> None:
    print(
        f"\n{len(problem.people)} people, {len(problem.tables)} cases, bound of needs met {most_needs_met(problem)}\n"
        f"  {'':34}{'needs':>5}{'city':>6}{'sector':>8}{'repeats':>9}{'cost':>8}{'CPU s':>8}"
    )
    for steps in (0, 30, 100, 300, 2_000):
        started = time.process_time()
        sheet = fresh(problem, WEIGHED)
        exchange.improve(sheet, steps)
        show(problem, f"first seating and {steps} exchanges", sheet, time.process_time() - started)
    for kind in (Highs, *([CpSat] if importlib.util.find_spec("ortools") else [])):
        whole(problem, kind, seconds)


def whole(problem: Problem, kind: Any, seconds: float) -> None:
    started = time.process_time()
    sheet, solver = fresh(problem, WEIGHED), kind()
    at = state(solver, sheet)
    found = solver.within(seconds)
    took = time.process_time() - started
    if found is None:
        print(
            f"  {kind.__name__ + ', whole':34} nothing within {seconds:.0f} s ({took:.1f} s CPU)",
            flush=True,
        )
        return
    for (p, t), number in at.items():
        if found[number]:
            sheet.seat[p] = t
    sheet.seat[len(sheet.people) :] = _chairs(sheet)
    show(
        problem, f"{kind.__name__}, whole", sheet, took, "proved" if solver.proved else "not proved"
    )


def _chairs(sheet: Sheet) -> list[int]:
    taken = sheet.seat[: len(sheet.people)].tolist()
    return [t for t, width in enumerate(sheet.width) for _ in range(int(width) - taken.count(t))]


def main() -> None:
    for people, seconds in SECONDS.items():
        for seed in range(4 if people < 100 else 1):
            problem = cohorts.cohort(seed, people=people)
            (seats,) = random_groups(problem, seed, 1)
            groups = [[p for p, at in seats.items() if at == t.id] for t in problem.tables]
            beside(replace(problem, met=meetings([groups])), seconds)


if __name__ == "__main__":
    main()
