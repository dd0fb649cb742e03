"""What each wish weighs: the hard rules are no wishes and stand in none of these figures."""

from __future__ import annotations

from dataclasses import dataclass

EXPERIENCED = 2  # people with experience that a case needs


@dataclass(frozen=True, slots=True)
class Weights:
    need: int = 1000  # a case with fewer than two people who have experience
    nobody: int = 400  # on top of it, when there is not even one
    moved: int = 150  # a seat of the earlier plan that somebody loses
    city: int = 120  # each person beyond the first from a city
    again: int = 30  # each earlier meeting of two people who meet again
    sector: int = 12  # each person beyond the first from a sector
    uneven: int = 4  # the square of a table's size
    interest: int = 3  # somebody at a case about what they seek


WEIGHTS = Weights()
