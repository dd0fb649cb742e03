"""Typed reads of challenges and of what people bring, for pages and for the rest of the breakout wing.

People are named by the number of the account that they have now, topics as they are spelled here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from breakout.challenges import particulars, programme, sight
from breakout.challenges.models import Challenge, Experience, Version
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue
from polylogue.people.languages import written

Topics = dict[int, frozenset[str]]

may_see = sight.may_see


@dataclass(frozen=True, slots=True)
class Card:
    """A challenge as it stands now, for those who may see it (ask `may_see` first)."""

    challenge: Challenge
    text: Version
    person: dict[str, Any]

    @property
    def title(self) -> str:
        return self.text.title or gettext("Challenge without a title")

    @property
    def question(self) -> str:
        return self.text.question

    @property
    def who(self) -> str:
        """ "Loja · Carolina Vela" for a city, else the person, with where they are from."""
        name, city, place = (str(self.person[part]) for part in ("name", "city", "place"))
        if self.text.as_city and city:
            return f"{city} · {name}"
        return f"{name}, {place}" if place else name

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What it says besides title and question, part by part, with the heading of each."""
        return [
            (particulars.heading(name), text)
            for name in particulars.TEXTS
            if (text := getattr(self.text, name))
        ]

    @property
    def topics(self) -> list[str]:
        return list(self.text.topics)

    @property
    def languages(self) -> str:
        return written(self.text.languages)


def offers_of(dialogue: Dialogue) -> Topics:
    """On which topics people of the dialogue can advise."""
    rows = Experience.objects.filter(dialogue=dialogue).select_related("person")
    return _gathered((row.person.merged_into_id or row.person_id, row.topics) for row in rows)


def seeks_of(dialogue: Dialogue) -> Topics:
    """On which topics people of the dialogue offer a challenge, and so look for advice."""
    offered = Challenge.objects.offered().filter(dialogue=dialogue).select_related("person")
    texts = _versions(offered)
    return _gathered(
        (one.person.merged_into_id or one.person_id, texts[one.pk].topics) for one in offered
    )


def on_programme(dialogue: Dialogue) -> list[Challenge]:
    """The offered challenges that the hosts chose, in their order."""
    return programme.on(dialogue)


def card(challenge: Challenge) -> Card:
    """What a page shows of a challenge."""
    return shown([challenge])[0]


def shown(challenges: Iterable[Challenge]) -> list[Card]:
    """The same of several, in their order."""
    found = list(challenges)
    texts = _versions(found)
    people = cards(found[0].dialogue_id, {one.person_id for one in found}) if found else {}
    return [Card(one, texts[one.pk], people[one.person_id]) for one in found]


def _versions(challenges: Iterable[Challenge]) -> dict[int, Version]:
    numbers = {one.pk: one.version for one in challenges}
    rows = Version.objects.filter(challenge__in=numbers, number__in=set(numbers.values()))
    return {row.challenge_id: row for row in rows if row.number == numbers[row.challenge_id]}


def _gathered(rows: Iterable[tuple[int, list[str]]]) -> Topics:
    found: dict[int, set[str]] = defaultdict(set)
    for person, topics in rows:
        found[person].update(topics)
    return {person: frozenset(topics) for person, topics in found.items() if topics}
