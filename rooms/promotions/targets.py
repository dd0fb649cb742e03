"""Where things can be taken up: declared by the wing that has such places (there is one: boards)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polylogue.dialogues.models import Participation
from rooms.promotions.models import Promotion


@dataclass(frozen=True, slots=True)
class Went:
    """Where something went, for somebody who may see it there."""

    on: str
    url: str


class Target(ABC):
    @abstractmethod
    def is_open_to(self, by: Participation) -> bool:
        """Whether this person finds a place to put something there at all."""

    @abstractmethod
    def address(self, by: Participation, kind: str, place: str) -> str:
        """The page on which this is taken up."""

    @abstractmethod
    def went(self, promotions: Iterable[Promotion], by: Participation) -> Mapping[int, Went]:
        """By number, those that are still there and that this person may see."""

    @abstractmethod
    def forget(self, promotion: Promotion) -> None:
        """Has what was taken over word for word forgotten for good. Runs inside the writer."""


TARGETS: list[Target] = []


def declare(target: Target) -> Target:
    TARGETS.append(target)
    return target
