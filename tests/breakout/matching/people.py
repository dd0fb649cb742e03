"""People, tables and cases in a few words, problems of any sort, and a slow way to be sure."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from hypothesis import strategies as st

from breakout.matching import Case, Key, Person, Problem, Table

WORDS = {"languages": "en es fr", "offers": "water heat data", "seeks": "water heat data"}


def person(
    id: Key, languages: str = "en", *, offers: str = "", seeks: str = "", **where: str
) -> Person:
    told = {"languages": languages, "offers": offers, "seeks": seeks}
    return Person(id, **where, **{name: frozenset(words.split()) for name, words in told.items()})


def people(number: int, languages: str = "en", **told: str) -> tuple[Person, ...]:
    return tuple(person(f"p{n}", languages, **told) for n in range(number))


def case(giver: Key, topics: str = "water") -> Case:
    return Case(f"case of {giver}", giver, frozenset(topics.split()))


def tables(number: int, least: int, most: int) -> tuple[Table, ...]:
    return tuple(Table(n, least=least, most=most) for n in range(number))


@st.composite
def problems(draw: Any, *, most_people: int, most_tables: int) -> Problem:
    """Anything at all: also people without a language, givers who are not here, pins to nowhere."""
    number = draw(st.integers(0, most_people))
    ids = list(range(number))
    somebody, at = st.integers(0, most_people), st.integers(0, most_tables)
    words = {
        name: st.frozensets(st.sampled_from(w.split()), max_size=2) for name, w in WORDS.items()
    }
    words["languages"] = st.one_of(
        st.frozensets(st.sampled_from(["en", "es", "fr"]), min_size=1), words["languages"]
    )
    everybody = [
        Person(
            one,
            city=draw(st.sampled_from(["", "Lima", "Gent", "Fez"])),
            sector=draw(st.sampled_from(["", "public", "research"])),
            **{name: draw(some) for name, some in words.items()},
        )
        for one in ids
    ]
    meant = draw(st.integers(1, most_tables))
    return Problem(
        people=tuple(everybody),
        tables=tuple(draw(_table(place, somebody, number, meant)) for place in range(meant)),
        pins=draw(st.dictionaries(somebody, at, max_size=2)),
        keep=draw(st.dictionaries(somebody, at, max_size=most_people)),
        met=draw(
            st.dictionaries(
                st.frozensets(somebody, min_size=2, max_size=2), st.integers(1, 3), max_size=8
            )
        ),
    )


@st.composite
def _table(
    draw: Any, place: int, somebody: st.SearchStrategy[int], people: int, tables: int
) -> Table:
    share = people // tables
    least = draw(st.integers(max(0, share - 2), share))
    most = draw(st.integers(max(least, share), share + 3))
    topics = st.frozensets(st.sampled_from(["water", "heat", "data"]), max_size=2)
    giver = draw(st.one_of(st.none(), somebody))
    return Table(place, None if giver is None else Case(place, giver, draw(topics)), least, most)


def holds(problem: Problem, seats: Mapping[Key, Key]) -> bool:
    """The hard rules once more, in other words than the product's."""
    for table in problem.tables:
        there = [one for one in problem.people if seats[one.id] == table.id]
        if not table.least <= len(there) <= table.most:
            return False
        if there and not any(all(w in one.languages for one in there) for w in ("en", "es", "fr")):
            return False
        if table.case and table.case.giver not in [one.id for one in there]:
            return False
    ids = {one.id for one in problem.people}
    return all(seats[one] == at for one, at in problem.pins.items() if one in ids)


def can_be_held(problem: Problem) -> bool:
    """Tries all seatings there are."""
    ids, at = [one.id for one in problem.people], [table.id for table in problem.tables]
    return any(
        holds(problem, dict(zip(ids, seats, strict=True))) for seats in product(at, repeat=len(ids))
    )
