"""Who met whom in groups, the longest first; what is a meeting is said in breakout/meetings.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from breakout import meetings
from breakout.models import Round
from polylogue.dialogues.models import Dialogue


@dataclass(frozen=True, slots=True)
class Met:
    """Two people, in how many rounds they met, and how long they sat together."""

    people: tuple[int, int]
    rounds: int
    time: timedelta

    def other(self, person: int) -> int:
        one, other = self.people
        return other if person == one else one


def pairs(dialogue: Dialogue, round: Round | None = None) -> list[Met]:
    """Of one round, or of all that were opened."""
    rounds = [round] if round else meetings.before(dialogue)
    together = meetings.together(rounds)
    found = [_met(pair, count, together[pair]) for pair, count in meetings.met(rounds).items()]
    return sorted(found, key=lambda met: (-met.time, met.people))


def of_person(dialogue: Dialogue, person: int) -> list[Met]:
    return [met for met in pairs(dialogue) if person in met.people]


def _met(pair: meetings.Pair, rounds: int, time: timedelta) -> Met:
    one, other = sorted(pair)
    return Met((one, other), rounds, time)
