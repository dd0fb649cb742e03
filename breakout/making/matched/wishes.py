"""What facilitators wish for in a matching, as its form says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from breakout.matching import WEIGHTS, Weights


class Weight(StrEnum):
    IMPORTANT = "important"
    NORMAL = "normal"
    OFF = "off"


TIMES = {Weight.IMPORTANT: 4, Weight.NORMAL: 1, Weight.OFF: 0}


@dataclass(frozen=True, slots=True)
class Wishes:
    """`around`: groups work on the challenges of the programme; `only_unseated`: who sits stays.

    `keep`: a seat is only given up for good reason, so that a small change moves few people.
    """

    around: bool = False
    size: int = 5
    only_unseated: bool = False
    keep: bool = False
    experience: Weight = Weight.NORMAL
    cities: Weight = Weight.NORMAL
    sectors: Weight = Weight.NORMAL
    meetings: Weight = Weight.NORMAL

    def weights(self) -> Weights:
        experience = TIMES[self.experience]
        return Weights(
            need=WEIGHTS.need * experience,
            nobody=WEIGHTS.nobody * experience,
            interest=WEIGHTS.interest * experience,
            city=WEIGHTS.city * TIMES[self.cities],
            sector=WEIGHTS.sector * TIMES[self.sectors],
            again=WEIGHTS.again * TIMES[self.meetings],
        )
