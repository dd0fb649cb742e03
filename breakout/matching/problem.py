"""What is given: people, tables with their cases, pins, and who met whom before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

Key = int | str
NOTHING: Mapping[Key, Key] = MappingProxyType({})
NEVER: Mapping[frozenset[Key], int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Person:
    """An empty city or sector is unknown and disturbs nobody; languages must be known."""

    id: Key
    city: str = ""
    sector: str = ""
    languages: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    seeks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    id: Key
    giver: Key
    topics: frozenset[str] = frozenset()

    def known_to(self, person: Person) -> frozenset[str]:
        """The topics of this case that somebody who does not give it has experience with."""
        return frozenset() if person.id == self.giver else self.topics & person.offers

    def sought_by(self, person: Person) -> frozenset[str]:
        return frozenset() if person.id == self.giver else self.topics & person.seeks


@dataclass(frozen=True, slots=True)
class Table:
    id: Key
    case: Case | None = None
    least: int = 1
    most: int = 6

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most:
            raise ValueError(f"Table {self.id} cannot have {self.least} to {self.most} seats.")


@dataclass(frozen=True, slots=True)
class Problem:
    """Pins and `keep` name a person's table: a pin holds, a kept seat is only given up for good reason.

    What they say of people who are not here is passed over, so that no-shows need no clearing up.
    """

    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    pins: Mapping[Key, Key] = field(default_factory=lambda: NOTHING)
    met: Mapping[frozenset[Key], int] = field(default_factory=lambda: NEVER)
    keep: Mapping[Key, Key] = field(default_factory=lambda: NOTHING)

    def __post_init__(self) -> None:
        for what, some in (("people", self.people), ("tables", self.tables)):
            if len({one.id for one in some}) < len(some):
                raise ValueError(f"Two {what} have the same id.")


def even_tables(
    people: int, *, number: int | None = None, size: int | None = None
) -> tuple[Table, ...]:
    """Tables 1, 2, 3 … without cases for so many people: by number, or as near to a size as it goes."""
    if number is None:
        near = people // max(1, size or 1)
        number = min((near, near + 1), key=lambda n: abs(people / n - (size or 1)) if n else people)
    number = max(1, number)
    return tuple(
        Table(place + 1, least=people // number, most=max(1, -(-people // number)))
        for place in range(number)
    )


def meetings(rounds: Iterable[Iterable[Iterable[Key]]]) -> Counter[frozenset[Key]]:
    """Who met whom how often, from the groups of earlier rounds."""
    return Counter(
        frozenset(pair)
        for groups in rounds
        for group in groups
        for pair in combinations(dict.fromkeys(group), 2)
    )
