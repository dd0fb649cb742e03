"""The library as a person sees it: what was found, page by page, and the filters beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from polylogue.dialogues.models import Participation
from polylogue.followup import showing
from polylogue.followup.library import finding
from polylogue.followup.library.facets import Choice, Facet, Filters
from polylogue.followup.library.finding import Leaf
from polylogue.followup.library.wanted import Wanted
from polylogue.followup.models import Practice
from polylogue.followup.models.sight import PracticeQuerySet
from polylogue.followup.showing import Shown
from polylogue.search.excerpts import Piece, excerpt, hits, marked
from polylogue.search.query import Query

PAGE = 20
SNIPPET = 260


@dataclass(frozen=True, slots=True)
class Hit:
    """A good practice that was found, with what was looked for marked in it.

    `dialogue` is its title for whoever takes part there.
    """

    shown: Shown
    title: list[Piece]
    snippet: list[Piece]
    place: list[Piece]
    topics: list[list[Piece]]
    dialogue: str


class Library:
    """All that a person finds with what they want, and how to go on from there."""

    def __init__(self, person: Any, wanted: Wanted, *, as_crew: bool = True) -> None:
        self.mine = _dialogues_of(person)
        slugs = {slug for slug, _title in self.mine.values()}
        self.wanted = wanted if wanted.dialogue in slugs else replace(wanted, dialogue="")
        self.seen: PracticeQuerySet = Practice.objects.visible_to(person, as_crew=as_crew)
        self.filters = Filters(self.mine)
        self.leaves = finding.leaves(self.seen)
        by_time = wanted.is_by_time
        self._worded = finding.find(wanted.query, self.leaves, by_time=by_time)
        self.found = self.filters.passing(self._worded, self.wanted)

    @property
    def count(self) -> int:
        return len(self.found)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all that the person may see."""
        return not self.leaves

    def facets(self) -> list[Facet]:
        return self.filters.facets(self._worded, self.wanted)

    def chosen(self) -> list[Choice]:
        return self.filters.chosen(self.leaves, self.wanted)

    def hits(self) -> list[Hit]:
        """Those of the page that is wanted."""
        start = (self.wanted.page - 1) * PAGE
        return self._shown(self.found[start : start + PAGE])

    @property
    def earlier(self) -> str:
        return self.wanted.link(page=self.wanted.page - 1) if self.wanted.page > 1 else ""

    @property
    def further(self) -> str:
        is_more = self.wanted.page * PAGE < self.count
        return self.wanted.link(page=self.wanted.page + 1) if is_more else ""

    def _shown(self, leaves: list[Leaf]) -> list[Hit]:
        titles = {dialogue: title for dialogue, (_slug, title) in self.mine.items()}
        return [
            _hit(one, self.wanted.query, titles.get(one.practice.dialogue_id, ""))
            for one in shown_of(self.seen, leaves)
        ]


def shown_of(seen: PracticeQuerySet, leaves: list[Leaf]) -> list[Shown]:
    """These as they are shown now, in their order; none whose words were not those that were found."""
    practices = seen.filter(pk__in=[leaf.practice for leaf in leaves]).select_related("dialogue")
    shown = {one.practice.pk: one for one in showing.shown(practices)}
    pairs = [(leaf, shown.get(leaf.practice)) for leaf in leaves]
    return [one for leaf, one in pairs if one and one.edition.number == leaf.edition]


def _hit(shown: Shown, query: Query, dialogue: str) -> Hit:
    return Hit(
        shown=shown,
        title=marked(shown.title, query),
        snippet=excerpt(_telling(shown, query), query, length=SNIPPET),
        place=marked(shown.place, query),
        topics=[marked(topic, query) for topic in shown.edition.topics],
        dialogue=dialogue,
    )


def _telling(shown: Shown, query: Query) -> str:
    """The first part in which something is found; else what it brought, or what was done."""
    edition = shown.edition
    for _heading, text in showing.parts(edition):
        if query and hits(text, query):
            return text
    return str(edition.results or edition.what_was_done or edition.starting_point)


def _dialogues_of(person: Any) -> dict[int, tuple[str, str]]:
    if not person.pk:
        return {}
    parts = Participation.objects.active().filter(person=person.pk).select_related("dialogue")
    return {part.dialogue_id: (part.dialogue.slug, part.dialogue.title) for part in parts}
