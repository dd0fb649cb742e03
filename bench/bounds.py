"""How many cases can have two people with experience at most, however good the seats."""

from __future__ import annotations

from breakout.matching.problem import Key, Problem
from breakout.matching.weights import EXPERIENCED


def most_needs_met(problem: Problem) -> int:
    """A relaxation: no sizes, no pins, and of languages only that each helper shares one with the case giver.

    Whoever gives a case sits there and helps nowhere else; everybody else helps at one case. So no plan fills more
    places for helpers than the largest flow from people to cases that takes two at each case; half of it, rounded
    down, bounds the cases that have two. Cases with fewer than two possible helpers are left out of the flow.
    """
    helpers = [some for some in _helpers(problem) if len(some) >= EXPERIENCED]
    return _flow(helpers) // EXPERIENCED


def _helpers(problem: Problem) -> list[list[Key]]:
    cases = [table.case for table in problem.tables if table.case]
    givers = {case.giver for case in cases}
    speaks = {person.id: person.languages for person in problem.people}
    return [
        [
            person.id
            for person in problem.people
            if person.id not in givers
            and case.known_to(person)
            and person.languages & speaks[case.giver]
        ]
        for case in cases
    ]


def _flow(helpers: list[list[Key]]) -> int:
    """By augmenting paths: whoever is taken may make way if their case finds another."""
    taken: dict[Key, int] = {}

    def find(case: int, seen: set[Key]) -> bool:
        for person in helpers[case]:
            if person not in seen:
                seen.add(person)
                if person not in taken or find(taken[person], seen):
                    taken[person] = case
                    return True
        return False

    return sum(find(case, set()) for case in range(len(helpers)) for _ in range(EXPERIENCED))
