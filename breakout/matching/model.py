"""The seats at some tables as a program for the solver: the rules as limits, the wishes as costs.

With all tables it is the whole problem; with a few it is what can be made better there while everybody else stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from breakout.matching.sheet import Figures, Sheet
from breakout.matching.solver import Program
from breakout.matching.weights import EXPERIENCED


@dataclass(frozen=True, slots=True)
class Found:
    seats: dict[int, int]
    proved: bool  # that no others are better


class Model:
    def __init__(self, sheet: Sheet, tables: list[int], program: Program | None = None) -> None:
        self.sheet, self.program = sheet, program or Program()
        self.tables = tables
        at = np.isin(sheet.seat[: len(sheet.people)], tables)
        self.people: list[int] = np.flatnonzero(at).tolist()
        self.sits = {
            (person, table): self.program.number(most=1, cost=int(sheet.likes[person, table]))
            for person in self.people
            for table in tables
        }
        for person in self.people:
            self._sits_once(person)
        for table in tables:
            self._has_its_size(table)
            self._has_a_language(table)
            self._has_experience(table)
            self._is_mixed(table, sheet.city, sheet.weights.city)
            self._is_mixed(table, sheet.sector, sheet.weights.sector)
            self._meets_again(table)

    def solve(self, nodes: int) -> Found | None:
        answer = self.program.solve(nodes=nodes)
        if answer is None:
            return None
        seats = {
            person: table for (person, table), sits in self.sits.items() if answer.numbers[sits]
        }
        return Found(seats, answer.proved)

    def _all_at(self, table: int, people: Iterable[int] | None = None) -> dict[int, float]:
        some = self.people if people is None else people
        return {self.sits[person, table]: 1.0 for person in some}

    def _sits_once(self, person: int) -> None:
        seats = {self.sits[person, table]: 1.0 for table in self.tables}
        self.program.limit(seats, least=1, most=1)
        if self.sheet.fixed[person]:
            self.program.limit({self.sits[person, int(self.sheet.seat[person])]: 1.0}, least=1)

    def _has_its_size(self, table: int) -> None:
        """One number for each seat beyond the least; each costs more than the one before, so they fill in order."""
        least, width = int(self.sheet.least[table]), int(self.sheet.width[table])
        uneven = self.sheet.weights.uneven
        more = [
            self.program.number(most=1, cost=uneven * (2 * size + 1))
            for size in range(least, width)
        ]
        terms = {**self._all_at(table), **dict.fromkeys(more, -1.0)}
        self.program.limit(terms, least=least, most=least)

    def _has_a_language(self, table: int) -> None:
        chosen = [self.program.number(most=1) for _ in range(self.sheet.speaks.shape[1])]
        self.program.limit(dict.fromkeys(chosen, 1.0), least=1, most=1)
        for person in self.people:
            spoken = np.flatnonzero(self.sheet.speaks[person])
            terms = {self.sits[person, table]: 1.0, **{chosen[n]: -1.0 for n in spoken}}
            self.program.limit(terms, most=0)

    def _has_experience(self, table: int) -> None:
        if self.sheet.tables[table].case:
            weights = self.sheet.weights
            with_it = self._all_at(table, (p for p in self.people if self.sheet.helps[p, table]))
            unmet = self.program.number(most=1, cost=weights.need)
            nobody = self.program.number(most=1, cost=weights.nobody)
            self.program.limit({**with_it, unmet: EXPERIENCED}, least=EXPERIENCED)
            self.program.limit({**with_it, nobody: 1.0}, least=1)

    def _is_mixed(self, table: int, codes: Figures, weight: int) -> None:
        for code in np.unique(codes[self.people]):
            alike = self._all_at(table, (p for p in self.people if codes[p] == code))
            if len(alike) > 1:
                beyond = self.program.number(most=len(alike), cost=weight)
                self.program.limit({**alike, beyond: -1.0}, most=1)

    def _meets_again(self, table: int) -> None:
        for place, one in enumerate(self.people):
            for other in self.people[:place]:
                if times := int(self.sheet.met[one, other]):
                    again = self.program.number(most=1, cost=self.sheet.weights.again * times)
                    pair = self._all_at(table, (one, other))
                    self.program.limit({**pair, again: -1.0}, most=1)
