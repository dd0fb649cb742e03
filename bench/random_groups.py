"""Groups by chance that hold the same hard rules, to compare with."""

from __future__ import annotations

import random

from breakout.matching import seating
from breakout.matching.forced import forced
from breakout.matching.problem import Key, Problem

MIXED = 20  # attempts for each person, several times what it takes to forget the start


def random_groups(problem: Problem, seed: int, draws: int) -> list[dict[Key, Key]]:
    """A long walk of random exchanges and moves, each of which leaves the rules whole."""
    must = forced(problem)
    walk = _Walk(problem, set(must), seating.seat(problem, must), random.Random(seed))
    return [walk.on(MIXED * len(problem.people)) for _ in range(draws)]


class _Walk:
    def __init__(
        self, problem: Problem, fixed: set[Key], seats: dict[Key, Key], chance: random.Random
    ) -> None:
        self.chance, self.seats = chance, seats
        self.speaks = {person.id: person.languages for person in problem.people}
        self.tables = {table.id: table for table in problem.tables}
        self.at = {table: {p for p, at in seats.items() if at == table} for table in self.tables}
        self.free = [person.id for person in problem.people if person.id not in fixed]

    def on(self, attempts: int) -> dict[Key, Key]:
        for _ in range(attempts if self.free else 0):
            one = self.chance.choice(self.free)
            if self.chance.random() < 0.2:
                self._move(one, self.chance.choice(list(self.tables)))
            else:
                self._exchange(one, self.chance.choice(self.free))
        return dict(self.seats)

    def _move(self, one: Key, to: Key) -> None:
        here = self.seats[one]
        leaves, comes = (
            len(self.at[here]) > self.tables[here].least,
            len(self.at[to]) < self.tables[to].most,
        )
        if leaves and comes and self._talk(self.at[to] | {one}):
            self._sit(one, to)

    def _exchange(self, one: Key, other: Key) -> None:
        here, there = self.seats[one], self.seats[other]
        if here == there:
            return
        now_here, now_there = self.at[here] - {one} | {other}, self.at[there] - {other} | {one}
        if self._talk(now_here) and self._talk(now_there):
            self._sit(one, there)
            self._sit(other, here)

    def _talk(self, people: set[Key]) -> bool:
        return bool(frozenset.intersection(*(self.speaks[person] for person in people)))

    def _sit(self, one: Key, to: Key) -> None:
        self.at[self.seats[one]].discard(one)
        self.at[to].add(one)
        self.seats[one] = to
