"""A first seating that holds every hard rule, or the proof in words that there is none.

People who speak the same languages are one to this program, and so are tables that may have the same ones:
it only counts how many of whom sit in which language, so that it stays small for hundreds of people.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from breakout.matching import refusals
from breakout.matching.forced import common
from breakout.matching.problem import Key, Person, Problem, Table
from breakout.matching.solver import Program

UNSEATED = 9_999  # somebody without a seat, who can be named: rather than
MISSING = 10_000  # a seat that nobody is left for
MOVED = 1  # a kept seat that somebody loses

Likes = tuple[frozenset[str], Key | None]  # languages and the table to stay at


@dataclass(slots=True)
class Class:
    """Tables that are alike: the languages they may have, and how many they take besides those who must be there."""

    languages: frozenset[str]
    least: int
    most: int
    tables: list[Key] = field(default_factory=list)


def seat(problem: Problem, forced: dict[Key, Key]) -> dict[Key, Key]:
    return _Counting(problem, forced).seats()


class _Counting:
    def __init__(self, problem: Problem, forced: dict[Key, Key]) -> None:
        self.forced = forced
        self.program = Program()
        self.groups = _groups(problem, forced)
        self.classes = _classes(problem, forced)
        self.flows: dict[tuple[int, str], dict[Likes, int]] = defaultdict(dict)
        self.tables = {
            (place, language): self.program.number(most=len(kind.tables))
            for place, kind in enumerate(self.classes)
            for language in sorted(kind.languages)
        }
        self.unseated = {group: self._everybody_sits(group) for group in self.groups}
        self.missing = {place: self._tables_are_filled(*place) for place in self.tables}
        for place, kind in enumerate(self.classes):
            terms = {self.tables[place, language]: 1.0 for language in sorted(kind.languages)}
            self.program.limit(terms, least=len(kind.tables), most=len(kind.tables))

    def _everybody_sits(self, group: Likes) -> int:
        """Somewhere in a language of theirs."""
        languages, kept = group
        people = len(self.groups[group])
        unseated = self.program.number(most=people, cost=UNSEATED)
        terms = {unseated: 1.0}
        for place, language in self.tables:
            if language in languages:
                moved = kept is not None and kept not in self.classes[place].tables
                flow = self.program.number(most=people, cost=MOVED * moved)
                self.flows[place, language][group] = flow
                terms[flow] = 1.0
        self.program.limit(terms, least=people, most=people)
        return unseated

    def _tables_are_filled(self, place: int, language: str) -> int:
        """Between least and most, times the tables of this class that speak this language."""
        kind, tables = self.classes[place], self.tables[place, language]
        flows = dict.fromkeys(self.flows[place, language].values(), 1.0)
        missing = self.program.number(most=kind.least * len(kind.tables), cost=MISSING)
        self.program.limit({**flows, missing: 1.0, tables: -kind.least}, least=0)
        self.program.limit({**flows, tables: -kind.most}, most=0)
        return missing

    def seats(self) -> dict[Key, Key]:
        answer = self.program.solve()
        if answer is None or not answer.proved:
            raise refusals.Undecided
        self._refuse(answer.numbers)
        return {**self.forced, **self._spread(answer.numbers)}

    def _refuse(self, numbers: list[int]) -> None:
        left = {
            group: numbers[number] for group, number in self.unseated.items() if numbers[number]
        }
        if left:
            people = [person for group in left for person in self.groups[group]]
            raise refusals.NoTableInTheirLanguage(people=people, number=sum(left.values()))
        missing = sum(numbers[number] for number in self.missing.values())
        if missing:
            short = {place for (place, _), number in self.missing.items() if numbers[number]}
            tables = [table for place in sorted(short) for table in self.classes[place].tables]
            raise refusals.TableUnfilled(tables=tables, number=missing)

    def _spread(self, numbers: list[int]) -> dict[Key, Key]:
        """In turn over the tables of a class and language, so that their sizes differ by one at most."""
        waiting = {group: list(people) for group, people in self.groups.items()}
        free = {place: list(kind.tables) for place, kind in enumerate(self.classes)}
        seats: dict[Key, Key] = {}
        for (place, language), number in self.tables.items():
            tables = [free[place].pop(0) for _ in range(numbers[number])]
            turn = 0
            for group, flow in self.flows[place, language].items():
                for _ in range(numbers[flow]):
                    seats[waiting[group].pop(0)] = tables[turn % len(tables)]
                    turn += 1
        return seats


def _groups(problem: Problem, forced: dict[Key, Key]) -> dict[Likes, list[Key]]:
    groups: dict[Likes, list[Key]] = defaultdict(list)
    tables = {table.id for table in problem.tables}
    for person in problem.people:
        if person.id not in forced:
            kept = problem.keep.get(person.id)
            groups[person.languages, kept if kept in tables else None].append(person.id)
    return groups


def _classes(problem: Problem, forced: dict[Key, Key]) -> list[Class]:
    sitting: dict[Key, list[Person]] = defaultdict(list)
    for person in problem.people:
        if person.id in forced:
            sitting[forced[person.id]].append(person)
    spoken = frozenset().union(*(person.languages for person in problem.people)) or frozenset({""})
    stayed_at = set(problem.keep.values())
    classes: dict[object, Class] = {}
    for table in problem.tables:
        there = sitting[table.id]
        kind = Class(common(there) or spoken, *_room(table, len(there)))
        alike = (kind.languages, kind.least, kind.most, table.id if table.id in stayed_at else None)
        classes.setdefault(alike, kind).tables.append(table.id)
    return list(classes.values())


def _room(table: Table, taken: int) -> tuple[int, int]:
    return max(0, table.least - taken), table.most - taken
