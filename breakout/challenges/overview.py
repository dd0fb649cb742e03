"""For the crew: who brings what, who has said nothing yet, and how often each topic is sought and offered."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from breakout.challenges import policies, reading
from breakout.challenges.models import Challenge, Draft, Experience, State
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue, Participation


@dataclass(slots=True)
class Standing:
    """What one person has said so far; `has_begun`: typed something, which is theirs alone."""

    part: Participation
    card: dict[str, Any]
    offered: int = 0
    drafts: int = 0
    topics: list[str] = field(default_factory=list)
    has_begun: bool = False

    @property
    def is_silent(self) -> bool:
        return not (self.offered or self.drafts or self.topics)


@dataclass(frozen=True, slots=True)
class City:
    name: str
    people: int
    offered: int
    silent: int

    @property
    def is_silent(self) -> bool:
        return self.silent == self.people


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    sought: int
    offered: int


def standings(dialogue: Dialogue) -> list[Standing]:
    """Everybody of whom a contribution is hoped for, those who said nothing first."""
    parts = [
        part for part in _active(dialogue) if part.may(policies.CONTRIBUTE) and not part.is_crew
    ]
    shown = cards(dialogue.pk, [part.person_id for part in parts])
    found = {part.person_id: Standing(part, shown[part.person_id]) for part in parts}
    for one in Challenge.objects.filter(dialogue=dialogue).standing().select_related("person"):
        if standing := found.get(one.person.merged_into_id or one.person_id):
            standing.offered += one.state == State.OFFERED
            standing.drafts += one.state == State.DRAFT
    for row in Experience.objects.filter(dialogue=dialogue).select_related("person"):
        if standing := found.get(row.person.merged_into_id or row.person_id):
            standing.topics += row.topics or ([row.sentence] if row.sentence else [])
    for person in Draft.objects.filter(dialogue=dialogue).values_list("by", flat=True):
        if person in found:
            found[person].has_begun = True
    return sorted(found.values(), key=lambda one: (not one.is_silent, one.card["name"].casefold()))


def cities(standings: list[Standing]) -> list[City]:
    by_city: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        by_city[one.card["city"]].append(one)
    found = [
        City(name, len(them), sum(one.offered for one in them), sum(one.is_silent for one in them))
        for name, them in by_city.items()
    ]
    return sorted(found, key=lambda city: (not city.is_silent, city.name.casefold()))


def topics(dialogue: Dialogue) -> list[Topic]:
    """Each topic with how many look for advice on it, and how many can give some."""
    sought = Counter(topic for topics in reading.seeks_of(dialogue).values() for topic in topics)
    offered = Counter(topic for topics in reading.offers_of(dialogue).values() for topic in topics)
    names = dict.fromkeys([*dialogue.topics, *sought, *offered])
    found = [Topic(name, sought[name], offered[name]) for name in names]
    return sorted(found, key=lambda one: -one.sought)


def _active(dialogue: Dialogue) -> list[Participation]:
    return list(dialogue.participations.active().select_related("person"))
