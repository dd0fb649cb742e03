"""A round and the people of its dialogue, as the solver is given them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from breakout import matching, meetings
from breakout.challenges import reading
from breakout.making.matched.tables import Place, giver_of, places
from breakout.making.matched.wishes import Wishes
from breakout.making.pool import Pool, pool
from breakout.models import Round
from polylogue.people.models import User

SLACK = (0, 1, 2)  # by how much a group may be smaller or larger, where it does not go evenly


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be solved. `silent`: whose languages are unknown; they are taken to speak those of the dialogue."""

    round: Round
    wishes: Wishes
    pool: Pool
    places: list[Place]
    silent: list[int]
    problem: matching.Problem


def question(round: Round, wishes: Wishes, *, slack: int = 0) -> Question:
    there = pool(round, only_unseated=wishes.only_unseated)
    found = places(round, there, size=wishes.size, around=wishes.around)
    people = User.objects.in_bulk(there.people)
    met = meetings.met(meetings.before(round.dialogue, round))
    problem = matching.Problem(
        people=tuple(_people(round, people)),
        tables=tuple(_tables(found, there, slack, bool(wishes.around))),
        pins=_pins(there, found),
        met={frozenset[matching.Key](pair): times for pair, times in met.items()},
        keep=_keep(there, found) if wishes.keep else {},
    )
    silent = [pk for pk, person in people.items() if not person.languages]
    return Question(round, wishes, there, found, sorted(silent), problem)


def _people(round: Round, people: Mapping[int, User]) -> list[matching.Person]:
    offers, seeks = reading.offers_of(round.dialogue), reading.seeks_of(round.dialogue)
    none: frozenset[str] = frozenset()
    return [
        matching.Person(
            id=pk,
            city=person.city.strip(),
            sector=person.sector,
            languages=frozenset(person.languages or round.dialogue.languages),
            offers=offers.get(pk, none),
            seeks=seeks.get(pk, none),
        )
        for pk, person in sorted(people.items())
    ]


def _tables(found: list[Place], there: Pool, slack: int, around: bool) -> list[matching.Table]:
    people, staying = len(there.people), there.sizes()
    least = max(0, people // len(found) - slack)
    most = -(-people // len(found)) + slack
    return [
        matching.Table(
            place.key,
            _case(place) if around else None,
            least=min(least, most),
            most=max(most, staying.get(place.key, 0)),
        )
        for place in found
    ]


def _case(place: Place) -> matching.Case | None:
    if place.challenge is None:
        return None
    topics = frozenset(reading.card(place.challenge).topics)
    return matching.Case(place.challenge.pk, giver=giver_of(place.challenge), topics=topics)


def _pins(there: Pool, found: list[Place]) -> dict[matching.Key, matching.Key]:
    keys = {place.key for place in found}
    return {p: group.pk for p, group in there.staying.items() if group.pk in keys}


def _keep(there: Pool, found: list[Place]) -> dict[matching.Key, matching.Key]:
    keys = {place.key for place in found}
    return {p: seat.group_id for p, seat in there.seats.items() if seat.group_id in keys}
