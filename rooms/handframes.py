"""Frames about hands: what people are doing at a board. They are passed on, and never kept."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from rooms.wire import Frame, Id

CHOSEN = 20

Coordinate = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]
Size = Annotated[int, Meta(ge=1, le=2_000_000)]
Name = Annotated[str, Meta(min_length=1, max_length=24, pattern=r"^[A-Za-z0-9_-]+(?!\n)$")]
Spot = tuple[Coordinate, Coordinate]
Extent = tuple[Coordinate, Coordinate, Size, Size]


class Doing(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a hand does. What is left out is as it was.

    `at`: where it points. `chosen`: the pieces in it; if it drags them, it `held` them first there, and
    they are shown moved by as much as it moved since. `writing`: a piece and its field. `view`: the part
    of the board its person sees. `leads`: the others are to see the same; for the crew alone.
    """

    at: Spot | UnsetType | None = UNSET
    chosen: Annotated[list[Name], Meta(max_length=CHOSEN)] | UnsetType = UNSET
    held: Spot | UnsetType | None = UNSET
    writing: tuple[Name, Name] | UnsetType | None = UNSET
    view: Extent | UnsetType | None = UNSET
    leads: bool | UnsetType = UNSET


class Hand(Frame, Doing, frozen=True, kw_only=True, tag="hand"):
    """What the person is doing at a board. From the first one on they are told of the others' hands.

    Who only `looks` on is told of all hands, their own person's too, and shows none.
    """

    stream: Id
    looks: bool = False


class Away(Frame, frozen=True, tag="away"):
    """The person's hand is not shown any more, and they are not told of others'."""

    stream: Id


class Hands(Frame, frozen=True, kw_only=True, omit_defaults=True, tag="hands"):
    """What hands do by now, by person: those that changed, or all of them if `full`.

    `people` has a card for each hand that is new. A hand is told of at most every `pace_ms`.
    """

    stream: int
    full: bool = False
    hands: dict[str, Doing] = {}
    gone: list[int] = []
    people: dict[str, Any] = {}
    pace_ms: int = 100
