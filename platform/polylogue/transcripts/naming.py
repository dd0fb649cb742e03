"""How people are shown in a transcript: by name, by initials, by a pseudonym, or by their city."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.people.models import User
from polylogue.transcripts.choices import Naming
from polylogue.transcripts.cut import Transcript

Card = dict[str, Any]
SHORTEST = 3


class Shown(NamedTuple):
    """A person as the transcript shows them. `number`: theirs in it, for programs."""

    name: str
    place: str
    number: int | None


NOBODY = Shown("?", "", None)


class People:
    """Everybody who acts or is named, each asked for once."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.naming = transcript.choices.naming
        self.cards: dict[int, Card] = {}

    def meet(self, people: Iterable[int]) -> None:
        if new := set(people) - self.cards.keys():
            self.cards |= cards(self.transcript.dialogue.pk, new)

    def shown(self, person: int | None) -> Shown:
        card = self.cards.get(person or 0)
        if person is None or card is None:
            return NOBODY
        if person == self._system:
            return Shown(card["name"], "", None)
        match self.naming:
            case Naming.INITIALS:
                return Shown(initials(card["name"]), card["city"], self.number(person))
            case Naming.PSEUDONYMS:
                number = self.number(person)
                return Shown(_("Person %(number)d") % {"number": number}, "", number)
            case Naming.CITY:
                city = card["city"] or _("place not known")
                return Shown(_("Somebody from %(city)s") % {"city": city}, "", None)
        return Shown(card["name"], card["place"], person)

    def number(self, person: int) -> int:
        """The same person has the same one throughout, and it tells nothing of who came when."""
        numbers = self._numbers
        return numbers.setdefault(person, len(numbers) + 1)

    def masked(self, text: str) -> str:
        """The text, in which whole names of people stand as these are shown; as it is if by name."""
        if self.naming is Naming.NAMES or not self._by_name:
            return text
        return self._pattern.sub(lambda found: self._named(found[0]), text)

    def _named(self, name: str) -> str:
        person = self._by_name.get(name.casefold(), 0)
        self.meet([person])
        return self.shown(person).name

    @cached_property
    def _system(self) -> int:
        return User.objects.system().pk

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """Guests who turned out to have an account are one person with it."""
        parts = Participation.objects.filter(dialogue=self.transcript.dialogue)
        rows = list(parts.values_list("person", "person__merged_into"))
        people = sorted({into or person for person, into in rows}, key=self._shuffled)
        numbers = {person: number for number, person in enumerate(people, start=1)}
        return numbers | {person: numbers[into] for person, into in rows if into}

    def _shuffled(self, person: int) -> str:
        return hashlib.sha256(f"{self.transcript.key}:{person}".encode()).hexdigest()

    @cached_property
    def _by_name(self) -> dict[str, int]:
        parts = Participation.objects.filter(dialogue=self.transcript.dialogue)
        named = parts.order_by("pk").values_list("person__display_name", "person")
        return {name.casefold(): pk for name, pk in named if len(name) >= SHORTEST}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted(self._by_name, key=len, reverse=True)
        any_of = "|".join(re.escape(name) for name in names)
        return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)


def initials(name: str) -> str:
    """“C. M.” of Cleo Marin."""
    return " ".join(f"{part[0].upper()}." for part in re.findall(r"\w+", name)[:4]) or "?"
