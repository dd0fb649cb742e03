"""What a list would do, before it is done: line by line, and how many of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from breakout.making.lists.finding import COMING, SEATS, Finding, Verdict
from breakout.making.lists.words import WORDS


@dataclass(frozen=True, slots=True)
class Report:
    """`coming`: who wait to be let in, and those of whom nobody knows; the latter may be misspelt."""

    lines: list[tuple[Finding, str | Promise]]
    seated: int
    stay: int
    coming: int
    doubtful: int
    left_out: int
    new_groups: list[str]

    @property
    def good(self) -> int:
        return self.seated + self.stay + self.coming


def of(found: Sequence[Finding]) -> Report:
    new = {one.title.casefold(): one.title for one in found if one.is_good and one.title}
    return Report(
        lines=[(one, WORDS[one.verdict]) for one in found],
        seated=sum(one.verdict in SEATS for one in found),
        stay=sum(one.verdict == Verdict.STAYS for one in found),
        coming=sum(one.verdict in COMING for one in found),
        doubtful=sum(one.is_doubtful for one in found),
        left_out=sum(not one.is_good for one in found),
        new_groups=list(new.values()),
    )
