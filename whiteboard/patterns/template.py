"""What a template says."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise

from whiteboard.permissions import Phase
from whiteboard.state import CardField, Rules

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane, its title, and titles of cards that stand in it from the beginning."""

    title: Words
    colour: str = "plain"
    cards: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A group on the canvas: what it is called, where it lies and how large it is."""

    title: Words
    x: int
    y: int
    w: int
    h: int
    colour: str = "plain"


@dataclass(frozen=True, slots=True)
class Template:
    name: str
    title: Words
    says: Words
    card: tuple[CardField, ...]
    lanes: tuple[Lane, ...] = ()
    areas: tuple[Area, ...] = ()
    phase: Phase = Phase.PLAN
    rules: Rules = field(default_factory=Rules)
