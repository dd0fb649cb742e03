"""Which hard rules given seats break: for seats that people changed by hand, and to check those of the solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from breakout.matching import refusals
from breakout.matching.forced import common
from breakout.matching.problem import Key, Problem, Table


def breaches(problem: Problem, seats: Mapping[Key, Key]) -> tuple[refusals.Impossible, ...]:
    """In the words in which such seats would be refused; nothing when every hard rule holds."""
    return (
        *_of_people(problem, seats),
        *(breach for table in problem.tables for breach in _of_table(problem, table, seats)),
    )


def _of_people(problem: Problem, seats: Mapping[Key, Key]) -> Iterable[refusals.Impossible]:
    tables = {table.id for table in problem.tables}
    standing = [person.id for person in problem.people if seats.get(person.id) not in tables]
    if standing:
        yield refusals.NotSeated(people=standing)
    for person in problem.people:
        pinned = problem.pins.get(person.id)
        if pinned is not None and seats.get(person.id) != pinned:
            yield refusals.NotAsPinned(people=[person.id], tables=[pinned])


def _of_table(
    problem: Problem, table: Table, seats: Mapping[Key, Key]
) -> Iterable[refusals.Impossible]:
    there = [person for person in problem.people if seats.get(person.id) == table.id]
    people = [person.id for person in there]
    if len(there) < table.least:
        yield refusals.TableUnfilled(tables=[table.id], number=table.least - len(there))
    if len(there) > table.most:
        yield refusals.TableOverfull(
            people=people, tables=[table.id], number=len(there) - table.most
        )
    if there and not common(there):
        yield refusals.NoCommonLanguage(people=people, tables=[table.id])
    if table.case and table.case.giver not in people:
        yield _without_giver(problem, table, table.case.giver)


def _without_giver(problem: Problem, table: Table, giver: Key) -> refusals.Impossible:
    here = any(person.id == giver for person in problem.people)
    kind = refusals.GiverElsewhere if here else refusals.GiverMissing
    return kind(people=[giver], tables=[table.id])
