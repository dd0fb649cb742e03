"""Who has to sit where, case givers and pinned people, and whether that can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from breakout.matching import refusals
from breakout.matching.problem import Key, Person, Problem


def forced(problem: Problem) -> dict[Key, Key]:
    """The table of everybody who has no choice; refuses what cannot be."""
    here = {person.id: person for person in problem.people}
    seats = _givers(problem, here)
    for person, table in problem.pins.items():
        if person in here:
            _pin(problem, seats, person, table)
    _check_numbers(problem)
    _check_tables(problem, here, seats)
    return seats


def _givers(problem: Problem, here: dict[Key, Person]) -> dict[Key, Key]:
    seats: dict[Key, Key] = {}
    for table in problem.tables:
        if table.case is None:
            continue
        giver = table.case.giver
        if giver not in here:
            raise refusals.GiverMissing(people=[giver], tables=[table.id])
        if giver in seats:
            raise refusals.GivesTwice(people=[giver], tables=[seats[giver], table.id])
        seats[giver] = table.id
    return seats


def _pin(problem: Problem, seats: dict[Key, Key], person: Key, table: Key) -> None:
    if all(table != known.id for known in problem.tables):
        raise refusals.PinnedNowhere(people=[person], tables=[table])
    if seats.setdefault(person, table) != table:
        raise refusals.GiverPinnedElsewhere(people=[person], tables=[table])


def _check_numbers(problem: Problem) -> None:
    people = len(problem.people)
    over = people - sum(table.most for table in problem.tables)
    under = sum(table.least for table in problem.tables) - people
    if over > 0:
        raise refusals.TooManyPeople(number=over)
    if under > 0:
        raise refusals.TooFewPeople(number=under)
    silent = [person.id for person in problem.people if not person.languages]
    if silent:
        raise refusals.SaysNoLanguage(people=silent)


def _check_tables(problem: Problem, here: dict[Key, Person], seats: dict[Key, Key]) -> None:
    sitting: dict[Key, list[Key]] = defaultdict(list)
    for person, place in seats.items():
        sitting[place].append(person)
    for table in problem.tables:
        people = sitting[table.id]
        if len(people) > table.most:
            over = len(people) - table.most
            raise refusals.TooManyPinned(people=people, tables=[table.id], number=over)
        if people and not common(here[person] for person in people):
            raise refusals.NoCommonLanguage(people=people, tables=[table.id])


def common(people: Iterable[Person]) -> frozenset[str]:
    """The languages that all of them speak."""
    spoken = [person.languages for person in people]
    return frozenset.intersection(*spoken) if spoken else frozenset()
