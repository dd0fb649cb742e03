"""What exchanges did not find, by the solver: all tables at once while that is quick, else some of them again and again."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import numpy as np

from breakout.matching.costs import table_costs
from breakout.matching.model import Model
from breakout.matching.sheet import Sheet

WHOLE = 400  # numbers in a program that is quickly solved as a whole: a first round of 40 people
PART = 150  # numbers in one of many programs
ALIKE = 3  # tables without cases in a program: the solver cannot tell them apart, which makes proofs long
NODES = 100


def polish(sheet: Sheet, *, programs: int) -> None:
    everywhere = list(range(len(sheet.tables)))
    if not _alike(sheet) and _numbers(sheet, everywhere) <= WHOLE:
        turns: Iterable[list[int]] = [everywhere][:programs]
    else:
        turns = _parts(sheet, programs)
    for tables in turns:
        if _numbers(sheet, tables) <= WHOLE:
            _solve(sheet, tables)


def _alike(sheet: Sheet) -> bool:
    return all(table.case is None for table in sheet.tables)


def _solve(sheet: Sheet, tables: list[int]) -> None:
    before, seat = sum(table_costs(sheet)), sheet.seat.copy()
    found = Model(sheet, tables).solve(NODES)
    if found is not None:
        for person, table in found.seats.items():
            sheet.seat[person] = table
        sheet.place_chairs()
        if sum(table_costs(sheet)) >= before:
            sheet.seat[:] = seat


def _parts(sheet: Sheet, number: int) -> Iterator[list[int]]:
    """A table that costs much, with those where people sit who could help there, and others by a fixed chance."""
    chance = random.Random(1)  # noqa: S311
    for turn in range(number):
        costs = table_costs(sheet)
        dearest = sorted(range(len(costs)), key=lambda table: -costs[table])
        first = dearest[turn % len(dearest)]
        others = [table for table in dearest if table != first]
        chance.shuffle(others)
        helpful = _with_helpers(sheet, first)
        others.sort(key=lambda table: table not in helpful)
        yield _as_many_as_fit(sheet, [first, *others])


def _with_helpers(sheet: Sheet, table: int) -> set[int]:
    helpers = sheet.helps[:, table].astype(np.bool_) & ~sheet.fixed
    return set(sheet.seat[helpers].tolist())


def _as_many_as_fit(sheet: Sheet, tables: list[int]) -> list[int]:
    number, most = 2, ALIKE if _alike(sheet) else len(tables)
    while number < min(most, len(tables)) and _numbers(sheet, tables[: number + 1]) <= PART:
        number += 1
    return sorted(tables[:number])


def _numbers(sheet: Sheet, tables: list[int]) -> int:
    """A seat for each person and table, and for each table a pair of those who have met."""
    people = np.flatnonzero(np.isin(sheet.seat[: len(sheet.people)], tables))
    pairs = np.count_nonzero(sheet.met[np.ix_(people, people)]) // 2
    return len(tables) * (len(people) + int(pairs))
