"""What a transcript does not tell, counted by why; it says so at its end."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Why(StrEnum):
    PERSONAL = "personal"
    CREW = "crew"
    OTHERS = "others"
    KIND = "kind"
    TIME = "time"
    EARLIER = "earlier"
    STAYS = "stays"
    INSIDE = "inside"
    BOARD = "board"


REASONS: dict[Why, str | Promise] = {
    Why.PERSONAL: _("addressed to one person, who alone gets them"),
    Why.CREW: _("for the crew of the dialogue alone"),
    Why.OTHERS: _("of what others did or said"),
    Why.KIND: _("of kinds that were not chosen"),
    Why.TIME: _("outside of the time that was chosen"),
    Why.EARLIER: _("from before the reader could follow the room"),
    Why.STAYS: _("of what stays in its room"),
    Why.INSIDE: _("of what is no contribution, or is for those inside alone"),
    Why.BOARD: _("single changes of boards, each of which is shown as it stood"),
}


class Omissions:
    """By stream and reason, how many entries were left out; and of how many only the words."""

    def __init__(self) -> None:
        self.left: dict[int, Counter[Why]] = {}
        self.gone = 0

    def leave(self, stream: int, why: Why, count: int = 1) -> None:
        if count > 0:
            self.left.setdefault(stream, Counter())[why] += count

    def of(self, stream: int) -> int:
        return self.left.get(stream, Counter()).total()

    def by_reason(self) -> dict[Why, int]:
        total: Counter[Why] = Counter()
        for counted in self.left.values():
            total += counted
        return {why: total[why] for why in Why if total[why]}

    def in_words(self) -> list[str]:
        """A line for each reason, and one for words that are gone."""
        lines = [
            ngettext("Left out: %(n)d entry, %(why)s.", "Left out: %(n)d entries, %(why)s.", count)
            % {"n": count, "why": REASONS[why]}
            for why, count in self.by_reason().items()
        ]
        if self.gone:
            gone = ngettext(
                "%(n)d contribution stands without its words, which were deleted, hidden or removed.",
                "%(n)d contributions stand without their words, which were deleted, hidden or removed.",
                self.gone,
            )
            lines.append(gone % {"n": self.gone})
        return lines
