"""The problem in figures: a row for each person, then one for each chair that may stay empty.

An empty chair is like a person of no city who speaks every language and has met nobody: somebody who moves to
another table changes places with a chair there, so that one kind of step is enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from breakout.matching.problem import Key, Person, Problem
from breakout.matching.weights import Weights

Figures = NDArray[np.int64]
SPARE = 2  # chairs beyond an even share that a table may use at most


class Sheet:
    """What does not change while people change places, and `seat`, which does."""

    def __init__(
        self, problem: Problem, seats: dict[Key, Key], fixed: set[Key], weights: Weights
    ) -> None:
        self.weights = weights
        self.people, self.tables = problem.people, problem.tables
        self.place = {table.id: place for place, table in enumerate(self.tables)}
        self.least = np.array([table.least for table in self.tables], dtype=np.int64)
        here = [self.place[seats[person.id]] for person in self.people]
        self.width = self._widths(Counter(here))
        self.rows = int(self.width.sum())
        self.seat = np.array(here + [0] * (self.rows - len(here)), dtype=np.int64)
        self.place_chairs()
        self.empty = np.arange(self.rows) >= len(self.people)
        self.fixed = self._marks(person.id in fixed for person in self.people)
        self.city = self._codes(lambda person: person.city)
        self.sector = self._codes(lambda person: person.sector)
        self.speaks = self._speaks()
        self.helps = self._helps()
        self.likes = self._likes(problem)
        self.met = self._met(problem)

    def seats(self) -> dict[Key, Key]:
        return {
            person.id: self.tables[place].id
            for person, place in zip(self.people, self.seat, strict=False)
        }

    def place_chairs(self) -> None:
        """Empty chairs wherever nobody sits."""
        taken = np.bincount(self.seat[: len(self.people)], minlength=len(self.tables))
        self.seat[len(self.people) :] = np.repeat(np.arange(len(self.tables)), self.width - taken)

    def _widths(self, taken: Counter[int]) -> Figures:
        """How many can sit at each table."""
        share = -(-len(self.people) // max(1, len(self.tables))) + SPARE
        widths = [
            min(table.most, max(table.least, taken[place], share))
            for place, table in enumerate(self.tables)
        ]
        return np.array(widths, dtype=np.int64)

    def _marks(self, marks: Iterable[bool]) -> NDArray[np.bool_]:
        marked = np.zeros(self.rows, dtype=np.bool_)
        marked[: len(self.people)] = list(marks)
        return marked

    def _codes(self, word: Callable[[Person], str]) -> Figures:
        """The same number for the same word, and one of its own for whatever is unknown."""
        known: dict[str | int, int] = {}
        words = [word(person) or row for row, person in enumerate(self.people)]
        words += range(len(self.people), self.rows)
        return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)

    def _speaks(self) -> NDArray[np.float32]:
        """Fractions because their products are quick; they stay whole."""
        languages = sorted({language for person in self.people for language in person.languages})
        speaks = np.ones((self.rows, len(languages)), dtype=np.float32)
        for row, person in enumerate(self.people):
            speaks[row] = [language in person.languages for language in languages]
        return speaks

    def _helps(self) -> Figures:
        return self._by_table(lambda person, case: bool(case.known_to(person)))

    def _likes(self, problem: Problem) -> Figures:
        """What a seat costs by itself: less than nothing for interest, something for a seat given up."""
        likes = -self.weights.interest * self._by_table(
            lambda person, case: bool(case.sought_by(person))
        )
        for row, person in enumerate(self.people):
            kept = self.place.get(problem.keep.get(person.id, ""))
            if kept is not None:
                likes[row] += self.weights.moved
                likes[row, kept] -= self.weights.moved
        return likes

    def _by_table(self, figure: Callable[[Person, Any], int]) -> Figures:
        figures = np.zeros((self.rows, len(self.tables)), dtype=np.int64)
        for place, table in enumerate(self.tables):
            if case := table.case:
                figures[: len(self.people), place] = [
                    figure(person, case) for person in self.people
                ]
        return figures

    def _met(self, problem: Problem) -> Figures:
        rows = {person.id: row for row, person in enumerate(self.people)}
        met = np.zeros((self.rows, self.rows), dtype=np.int64)
        for pair, times in problem.met.items():
            if len(pair) == 2 and pair <= rows.keys():
                one, other = (rows[person] for person in pair)
                met[one, other] = met[other, one] = times
        return met
