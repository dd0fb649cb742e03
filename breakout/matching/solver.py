"""Whole-number programs for HiGHS: one thread, a fixed seed and a limit in nodes, so that nothing hangs on the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np

NODES = 2_000
SEED = 1


@dataclass(frozen=True, slots=True)
class Answer:
    numbers: list[int]
    proved: bool  # that no other numbers are better


class Program:
    """Minimise a sum over whole numbers, within rows of limits."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.uppers: list[float] = []
        self.rows: list[tuple[float, float, Mapping[int, float]]] = []

    def number(self, *, most: float, cost: float = 0) -> int:
        """A number from 0 to `most`."""
        self.costs.append(cost)
        self.uppers.append(most)
        return len(self.costs) - 1

    def limit(
        self, terms: Mapping[int, float], *, least: float = -np.inf, most: float = np.inf
    ) -> None:
        self.rows.append((least, most, terms))

    def solve(self, *, nodes: int = NODES) -> Answer | None:
        """The best numbers found; nothing when there are none or the limit came first."""
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        options = {"output_flag": False, "threads": 1, "random_seed": SEED, "mip_rel_gap": 0.0}
        for option, value in {**options, "mip_max_nodes": nodes}.items():
            highs.setOptionValue(option, value)
        highs.passModel(self._model())
        highs.run()
        if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        numbers = [round(value) for value in highs.getSolution().col_value]
        return Answer(numbers, proved=highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _model(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.rows)
        lp.col_cost_ = np.array(self.costs)
        lp.col_lower_, lp.col_upper_ = np.zeros(len(self.costs)), np.array(self.uppers)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.costs)
        lp.row_lower_ = np.array([row[0] for row in self.rows])
        lp.row_upper_ = np.array([row[1] for row in self.rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in self.rows)])
        lp.a_matrix_.index_ = np.array([place for row in self.rows for place in row[2]])
        lp.a_matrix_.value_ = np.array([value for row in self.rows for value in row[2].values()])
        return lp
