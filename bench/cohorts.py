"""Cohorts as city networks have them, made from a seed: who comes, what they know, and which cases they bring."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from breakout.matching import Impossible, seating
from breakout.matching.forced import forced
from breakout.matching.problem import Case, Person, Problem, Table, even_tables

SECTORS = ("administration", "civil society", "research", "business", "politics")
REGIONS = (("en",), ("es",), ("fr",), ("pt",), ("ar", "fr"), ("de",), ("sw",), ("hi",))
HOW_MANY_FROM = (22, 26, 16, 12, 10, 6, 4, 4)
BY_THEMSELVES = {
    "es",
    "fr",
    "pt",
    "ar",
}  # languages that some come with alone, all others speak English too
ENGLISH = 0.8  # of those who could come without
ANOTHER = 0.25  # one of the other languages besides
TOPICS = (
    *("mobility", "water", "energy", "waste", "housing", "heat", "green space", "participation"),
    *("budgets", "data", "procurement", "food", "air", "floods", "schools", "safety"),
    *("jobs", "health", "tourism", "markets", "harbour", "night life", "noise", "heritage"),
)
OFTEN = [1 / (place + 2) for place in range(len(TOPICS))]  # what people have experience with
ASKED = [
    1 / (place + 4) for place in range(len(TOPICS))
]  # what cases are about: scarcer things too


def cohort(seed: int, *, people: int | None = None, size: int = 5) -> Problem:
    """20 to 40 people from 10 to 20 cities, with a case for every five of them.

    Where no seating holds the hard rules, because somebody speaks with nobody or a case giver with too few, it is
    drawn again: whoever invites them would see to interpretation.
    """
    return _possible(seed, lambda chance: _draw(chance, people, size))


def mixing(seed: int, *, people: int, number: int) -> Problem:
    """The same sort of people at even tables without cases, in a dialogue that is held in English."""
    some = _draw(random.Random(seed), people, 5).people
    everybody = (replace(one, languages=one.languages | {"en"}) for one in some)
    return Problem(tuple(everybody), even_tables(people, number=number))


def _possible(seed: int, draw: Callable[[random.Random], Problem]) -> Problem:
    chance = random.Random(seed)
    while True:
        problem = draw(chance)
        with suppress(Impossible):
            seating.seat(problem, forced(problem))
            return problem


def _draw(chance: random.Random, people: int | None, size: int) -> Problem:
    number = people or chance.randint(20, 40)
    cities = _cities(chance, _number_of_cities(number))
    everybody = tuple(_person(chance, place, cities) for place in range(number))
    tables = max(1, number // size)
    givers = _givers(chance, everybody, tables)
    return Problem(
        people=everybody,
        tables=tuple(
            Table(
                place,
                Case(place, giver.id, _topics(chance, ASKED, 1, 3)),
                least=size - 1,
                most=size + 1,
            )
            for place, giver in enumerate(givers)
        ),
    )


def _number_of_cities(people: int) -> int:
    return max(10, people // 2 if people <= 40 else people // 3)


def _cities(chance: random.Random, number: int) -> list[tuple[str, tuple[str, ...]]]:
    regions = chance.choices(REGIONS, HOW_MANY_FROM, k=number)
    return [(f"city {place}", region) for place, region in enumerate(regions)]


def _person(chance: random.Random, place: int, cities: list[tuple[str, tuple[str, ...]]]) -> Person:
    city, home = chance.choices(cities, [1 / (n + 6) for n in range(len(cities))])[0]
    languages = set(home)
    if not languages & BY_THEMSELVES or chance.random() < ENGLISH:
        languages.add("en")
    if chance.random() < ANOTHER:
        languages.add(chance.choice(("es", "fr", "pt", "ar")))
    return Person(
        id=place,
        city=city,
        sector=chance.choices(SECTORS, (8, 5, 3, 2, 2))[0],
        languages=frozenset(languages),
        offers=_topics(chance, OFTEN, 2, 4),
        seeks=_topics(chance, ASKED, 0, 2),
    )


def _topics(chance: random.Random, weights: list[float], least: int, most: int) -> frozenset[str]:
    return (
        frozenset(chance.choices(TOPICS, weights, k=chance.randint(least, most)))
        if most
        else frozenset()
    )


def _givers(chance: random.Random, people: tuple[Person, ...], number: int) -> list[Person]:
    """From different cities as long as there are any."""
    order = chance.sample(people, len(people))
    first = list({person.city: person for person in order}.values())
    return (first + [person for person in order if person not in first])[:number]
