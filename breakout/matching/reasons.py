"""Why somebody sits where they sit, as codes with words: whoever shows them knows the names and the language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from breakout.matching.forced import common
from breakout.matching.marking import gettext_noop as _
from breakout.matching.problem import Person, Problem, Table

SENTENCES: Mapping[str, str] = {
    "gives-case": _("gives the case here"),
    "pinned": _("pinned by a facilitator"),
    "stays": _("keeps the seat"),
    "experience": _("has experience with the topic: {words}"),
    "interest": _("wants to learn about: {words}"),
    "languages": _("shares a language with everybody here: {words}"),
    "only-from-city": _("the only one from {words} here"),
    "same-city": _("others from {words} here: {number}"),
    "only-of-sector": _("the only one from this sector here: {words}"),
    "new-people": _("people met for the first time: {number}"),
    "met-before": _("people met in earlier rounds: {number}"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """`words` are topics, languages, a city or a sector, as the problem wrote them."""

    code: str
    words: tuple[str, ...] = ()
    number: int = 0

    def __str__(self) -> str:
        return SENTENCES[self.code].format(words=", ".join(self.words), number=self.number)


def reasons(
    problem: Problem, person: Person, table: Table, there: list[Person]
) -> tuple[Reason, ...]:
    others = [other for other in there if other is not person]
    return (
        *_given(problem, person, table),
        *_topics(person, table),
        Reason("languages", tuple(sorted(common(there)))),
        *_company(problem, person, others),
    )


def _given(problem: Problem, person: Person, table: Table) -> Iterable[Reason]:
    if table.case and table.case.giver == person.id:
        yield Reason("gives-case")
    if problem.pins.get(person.id) == table.id:
        yield Reason("pinned")
    if problem.keep.get(person.id) == table.id:
        yield Reason("stays")


def _topics(person: Person, table: Table) -> Iterable[Reason]:
    if case := table.case:
        if known := case.known_to(person):
            yield Reason("experience", tuple(sorted(known)))
        if sought := case.sought_by(person):
            yield Reason("interest", tuple(sorted(sought)))


def _company(problem: Problem, person: Person, others: list[Person]) -> Iterable[Reason]:
    from_there = sum(other.city == person.city for other in others)
    if person.city and from_there:
        yield Reason("same-city", (person.city,), from_there)
    elif person.city:
        yield Reason("only-from-city", (person.city,))
    if person.sector and all(other.sector != person.sector for other in others):
        yield Reason("only-of-sector", (person.sector,))
    known = sum(frozenset((person.id, other.id)) in problem.met for other in others)
    if known < len(others):
        yield Reason("new-people", number=len(others) - known)
    if known:
        yield Reason("met-before", number=known)
