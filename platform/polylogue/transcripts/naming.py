"""How people are shown in a transcript: by name, by initials, by a pseudonym, or by their city."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.kit import names
from polylogue.people.models import User
from polylogue.transcripts.choices import Naming
from polylogue.transcripts.cut import Transcript

Card = dict[str, Any]
SHORTEST = 3
"""Signs of a name; a shorter one is a word of some language, and is a name after an @ alone."""


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

    def masked(self, text: str, marks: Iterable[dict[str, Any]] = ()) -> str:
        """The text, in which whole names of people stand as these are shown; as it is if by name.

        `marks`: whom it speaks to, by the names that they had then.
        """
        if self.naming is Naming.NAMES:
            return text
        then = {mark["name"]: mark["person"] for mark in marks if "person" in mark}
        if then:
            text = self._replaced(_pattern(names.spoken_to(then)), text, _by_key(then))
        return self._replaced(self._anybody, text, self._everybody)

    def _replaced(self, named: re.Pattern[str], text: str, known: dict[str, int]) -> str:
        def called(found: re.Match[str]) -> str:
            person = known.get(names.key(found[0]), 0)
            self.meet([person])
            return self.shown(person).name

        return named.sub(called, text)

    @cached_property
    def _system(self) -> int:
        return User.objects.system().pk

    @property
    def _numbers(self) -> dict[int, int]:
        """Kept with the transcript, for whoever joins while its files are made changes nobody's number."""
        if not self.transcript.numbers:
            self.transcript.numbers.update(self._drawn())
        return self.transcript.numbers

    def _drawn(self) -> dict[int, int]:
        """Guests who turned out to have an account are one person with it."""
        parts = Participation.objects.filter(dialogue=self.transcript.dialogue)
        rows = list(parts.values_list("person", "person__merged_into"))
        people = sorted({into or person for person, into in rows}, key=self._shuffled)
        numbers = {person: number for number, person in enumerate(people, start=1)}
        return numbers | {person: numbers[into] for person, into in rows if into}

    def _shuffled(self, person: int) -> str:
        """Made with the secret of this installation: the key stands in the manifest, for all to read."""
        told = f"{self.transcript.key}:{person}"
        return salted_hmac(__name__, told, algorithm="sha256").hexdigest()

    @cached_property
    def _by_name(self) -> dict[str, int]:
        parts = Participation.objects.filter(dialogue=self.transcript.dialogue)
        named = parts.order_by("pk").values_list("person__display_name", "person")
        return {name: pk for name, pk in named if name.strip()}

    @cached_property
    def _everybody(self) -> dict[str, int]:
        return _by_key(self._by_name)

    @cached_property
    def _anybody(self) -> re.Pattern[str]:
        long = [name for name in self._by_name if len(name) >= SHORTEST]
        short = self._by_name.keys() - long
        ways = [names.anywhere(long)] * bool(long) + [names.spoken_to(short)] * bool(short)
        return _pattern("|".join(ways) or "(?!)")


def _by_key(named: dict[str, int]) -> dict[str, int]:
    return {names.key(name): person for name, person in named.items()}


def _pattern(ways: str) -> re.Pattern[str]:
    return re.compile(ways, re.IGNORECASE)


def initials(name: str) -> str:
    """“C. M.” of Cleo Marin."""
    return " ".join(f"{part[0].upper()}." for part in re.findall(r"\w+", name)[:4]) or "?"
