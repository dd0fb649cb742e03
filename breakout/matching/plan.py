"""A seat for everybody, with its reasons, and what the whole is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from breakout.matching import breaches, reasons, refusals
from breakout.matching.forced import common
from breakout.matching.problem import Key, Person, Problem, Table
from breakout.matching.reasons import Reason
from breakout.matching.weights import EXPERIENCED


@dataclass(frozen=True, slots=True)
class Plan:
    """`broken` is empty in what `solve` returns; seats changed by hand and read by `explain` may break rules."""

    seats: Mapping[Key, Key]  # person to table
    reasons: Mapping[Key, tuple[Reason, ...]]  # by person
    languages: Mapping[Key, tuple[str, ...]]  # by table, what everybody there speaks
    experienced: Mapping[Key, int]  # by table with a case, how many have experience with it
    same_city: int  # people beyond the first from a city, over all tables
    same_sector: int
    repeats: int  # pairs who met in an earlier round and meet again
    moved: tuple[Key, ...]  # who lost the seat that should be kept
    broken: tuple[refusals.Impossible, ...] = ()

    @property
    def unmet(self) -> tuple[Key, ...]:
        """The tables whose case lacks people with experience."""
        return tuple(table for table, number in self.experienced.items() if number < EXPERIENCED)

    @property
    def needs_met(self) -> int:
        return len(self.experienced) - len(self.unmet)


def explain(problem: Problem, seats: Mapping[Key, Key]) -> Plan:
    """What these seats are worth, whoever made them."""
    groups = {table.id: _at(problem, table, seats) for table in problem.tables}
    return Plan(
        seats=dict(seats),
        reasons={
            person.id: reasons.reasons(problem, person, table, groups[table.id])
            for table in problem.tables
            for person in groups[table.id]
        },
        languages={table: tuple(sorted(common(there))) for table, there in groups.items()},
        experienced={
            table.id: _experienced(table, groups[table.id])
            for table in problem.tables
            if table.case
        },
        same_city=sum(_alike(person.city for person in there) for there in groups.values()),
        same_sector=sum(_alike(person.sector for person in there) for there in groups.values()),
        repeats=sum(_again(problem, there) for there in groups.values()),
        moved=tuple(_moved(problem, seats)),
        broken=breaches.breaches(problem, seats),
    )


def _at(problem: Problem, table: Table, seats: Mapping[Key, Key]) -> list[Person]:
    return [person for person in problem.people if seats.get(person.id) == table.id]


def _experienced(table: Table, there: list[Person]) -> int:
    case = table.case
    return sum(bool(case and case.known_to(person)) for person in there)


def _alike(words: Iterable[str]) -> int:
    return sum(number - 1 for word, number in Counter(words).items() if word)


def _again(problem: Problem, there: list[Person]) -> int:
    pairs = combinations((person.id for person in there), 2)
    return sum(frozenset(pair) in problem.met for pair in pairs)


def _moved(problem: Problem, seats: Mapping[Key, Key]) -> Iterable[Key]:
    for person in problem.people:
        if problem.keep.get(person.id) not in (None, seats.get(person.id)):
            yield person.id
