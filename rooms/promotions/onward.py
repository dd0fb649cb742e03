"""What becomes of the pieces of a board later: declared by whoever makes something of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from polylogue.dialogues.models import Participation


@dataclass(frozen=True, slots=True)
class Onward:
    """What a piece became, for somebody who may see it."""

    called: str | Promise
    title: str
    url: str


class Next(ABC):
    @abstractmethod
    def became(self, stream: int, by: Participation) -> Mapping[str, Onward]:
        """By piece of this board, what the person may see of it."""

    @abstractmethod
    def address(self, stream: int, piece: str, by: Participation) -> str:
        """The page on which it is made, for whoever may; else nothing."""


NEXT: list[Next] = []


def declare(one: Next) -> Next:
    NEXT.append(one)
    return one


def became(stream: int, by: Participation) -> dict[str, Onward]:
    return {piece: what for one in NEXT for piece, what in one.became(stream, by).items()}


def address(stream: int, piece: str, by: Participation) -> str:
    return next((url for one in NEXT if (url := one.address(stream, piece, by))), "")
