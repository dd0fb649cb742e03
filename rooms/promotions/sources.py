"""What can be taken up elsewhere: each wing declares its own kind, and alone decides who may see what of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise

from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from rooms.models import Room
from rooms.promotions.models import Promotion

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Offered:
    """What somebody may take up: its words by what they are, as they may be said elsewhere.

    `url`: the source's own page. `only_in`: the rooms that it may not leave; none: it may be taken up
    anywhere in the dialogue. `at_home`: its words in the room that it comes from, if they differ.
    """

    words: Mapping[str, str]
    url: str
    only_in: frozenset[int] | None = None
    home: int | None = None
    at_home: Mapping[str, str] | None = None

    def words_in(self, room: Room) -> Mapping[str, str]:
        """In the room it comes from nothing is withheld."""
        return self.at_home if self.at_home is not None and room.pk == self.home else self.words

    def may_go_to(self, room: Room) -> bool:
        return self.only_in is None or room.pk in self.only_in


@dataclass(frozen=True, slots=True)
class Trace:
    """Where something came from, as far as its reader may know. The address is for who may see the source."""

    called: Words
    author: str = ""
    url: str = ""
    is_gone: bool = False


class Source(ABC):
    """A kind of what can be taken up. A place names one of it, in signs that an address may hold."""

    kind: ClassVar[str]
    called: ClassVar[Words]

    @abstractmethod
    def offer(self, by: Participation, place: str) -> Offered:
        """What this person may take up; raises NotFound for what they may not see, or is gone."""

    @abstractmethod
    def traces(self, places: Iterable[str], by: Participation, room: Room) -> Mapping[str, Trace]:
        """Where things in this room came from, for a reader of it; what is not answered is gone."""

    @abstractmethod
    def streams(self, by: Participation, place: str) -> tuple[int, ...]:
        """What must be locked to tell the source that it was taken up."""

    def tell(self, promotion: Promotion) -> None:  # noqa: B027 - not all sources are looked at live
        """Has whoever looks at the source see at once that it was taken up. Runs inside the writer."""

    def is_place(self, place: str) -> bool:
        return place.isascii() and place.isdigit() and len(place) < 16


SOURCES: dict[str, Source] = {}


def declare(source: Source) -> Source:
    if source.kind in SOURCES:
        raise ValueError(f"{source.kind} is declared twice")
    SOURCES[source.kind] = source
    return source


def of(kind: str, place: str) -> Source:
    """The wing's own answer to what this is; raises NotFound for what no wing knows."""
    source = SOURCES.get(kind)
    if source is None or not source.is_place(place):
        raise NotFound
    return source
