"""The filters of the library, each with how many good practices it would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from polylogue.followup.library.finding import Leaf
from polylogue.followup.library.regions import REGIONS, regions_of
from polylogue.followup.library.wanted import Wanted
from polylogue.people.models import Sector
from polylogue.search.words import normalise

FIRST = 8
TITLES = {
    "topic": _("Topic"),
    "region": _("Region"),
    "country": _("Country"),
    "sector": _("Sector"),
    "dialogue": _("My dialogues"),
}
Texts = str | Promise
Labels = Callable[[str], Texts]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter; `link` sets it, or takes it away where it is chosen."""

    label: Texts
    count: int
    link: str
    is_chosen: bool
    is_within: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values; the `first` ones are shown at once."""

    name: str
    title: Texts
    choices: list[Choice] = field(default_factory=list)

    @property
    def first(self) -> list[Choice]:
        return self.choices[: self._cut]

    @property
    def more(self) -> list[Choice]:
        return self.choices[self._cut :]

    @property
    def _cut(self) -> int:
        chosen = [place for place, choice in enumerate(self.choices) if choice.is_chosen]
        return max(FIRST, *(place + 1 for place in chosen), 0)


class Filters:
    """What each good practice can be filtered by. `mine`: slug and title of the person's dialogues.

    To whoever has no part in a dialogue it does not exist, not even as a filter.
    """

    def __init__(self, mine: Mapping[int, tuple[str, str]]) -> None:
        self.mine = mine
        self.values: dict[str, Callable[[Leaf], Iterable[str]]] = {
            "topic": lambda leaf: {normalise(topic) for topic in leaf.topics},
            "region": lambda leaf: regions_of(leaf.country),
            "country": lambda leaf: filter(None, (leaf.country,)),
            "sector": lambda leaf: filter(None, (leaf.sector,)),
            "dialogue": lambda leaf: [mine[leaf.dialogue][0]] if leaf.dialogue in mine else [],
        }

    def passing(self, leaves: Iterable[Leaf], wanted: Wanted, *, but: str = "") -> list[Leaf]:
        """Those that all filters let through, `but` one."""
        asked = [(self.values[n], value) for n, value in wanted.filters.items() if n != but]
        return [leaf for leaf in leaves if all(value in of(leaf) for of, value in asked)]

    def facets(self, leaves: list[Leaf], wanted: Wanted) -> list[Facet]:
        """Each filter as it would work beside the others; those without a value are left out."""
        found = [self._facet(name, leaves, wanted) for name in self.values]
        return [facet for facet in found if facet.choices]

    def chosen(self, leaves: list[Leaf], wanted: Wanted) -> list[Choice]:
        """The filters that are set, each with the way to take it away."""
        return [
            Choice(self._labels(name, leaves)(value), 0, wanted.link({name: ""}), is_chosen=True)
            for name, value in wanted.filters.items()
        ]

    def _facet(self, name: str, leaves: list[Leaf], wanted: Wanted) -> Facet:
        here, chosen = self.passing(leaves, wanted, but=name), getattr(wanted, name)
        counts = Counter(value for leaf in here for value in self.values[name](leaf))
        labels = self._labels(name, leaves)
        if chosen:
            counts.setdefault(chosen, 0)
        shown = _regions(counts, chosen) if name == "region" else _often(counts, labels)
        choices = [
            Choice(
                labels(value),
                counts[value],
                wanted.link({name: "" if value == chosen else value}),
                value == chosen,
                is_within=name == "region" and bool(REGIONS[value].within),
            )
            for value in shown
        ]
        return Facet(name, TITLES[name], choices)

    def _labels(self, name: str, leaves: list[Leaf]) -> Labels:
        if name == "topic":
            return _spellings(leaves)
        by_slug = dict(self.mine.values())
        return {
            "region": lambda value: REGIONS[value].name,
            "country": lambda value: str(countries.name(value)),
            "sector": lambda value: Sector(value).label,
            "dialogue": lambda value: by_slug[value],
        }[name]


def _often(counts: Counter[str], labels: Labels) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], str(labels(value)).casefold()))


def _regions(counts: Counter[str], chosen: str) -> list[str]:
    """Continents, and below the chosen one its regions."""
    continent = REGIONS[chosen].within or chosen if chosen else ""
    shown = {continent, *(name for name in counts if REGIONS[name].within in {"", continent})}
    return [name for name in REGIONS if name in shown]


def _spellings(leaves: list[Leaf]) -> Labels:
    """A topic as it is written most often, whoever wrote it in capitals or without accents."""
    written: dict[str, Counter[str]] = {}
    for leaf in leaves:
        for topic in leaf.topics:
            written.setdefault(normalise(topic), Counter())[topic] += 1
    return lambda value: _most_written(written.get(value, Counter([value])))


def _most_written(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
