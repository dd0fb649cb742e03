"""Whom each line of a list means, and what would come of it; nothing is changed here."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from breakout import ledger
from breakout.making.expecting import named
from breakout.making.lists.reading import Line
from breakout.models import Group, Round, Seat
from polylogue.dialogues.models import Participation
from polylogue.dialogues.tokens import reentry_digest


class Verdict(StrEnum):
    FOUND = "found"
    BY_NAME = "by_name"
    WAITS = "waits"
    EXPECTED = "expected"
    STAYS = "stays"
    SEVERAL = "several"
    TWICE = "twice"
    FULL = "full"
    NO_PERSON = "no_person"
    NO_GROUP = "no_group"
    CLOSED = "closed"


TITLE_LENGTH = 120
SEATS = {Verdict.FOUND, Verdict.BY_NAME}
COMING = {Verdict.WAITS, Verdict.EXPECTED}
ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Finding:
    """A line with what would come of it. `group` or, if there is none of that title yet, `title`.

    `near`: who is called much the same, where the line names nobody.
    """

    line: Line
    verdict: Verdict
    part: Participation | None = None
    group: Group | None = None
    title: str = ""
    near: Participation | None = None

    @property
    def is_good(self) -> bool:
        return self.verdict in SEATS | COMING | {Verdict.STAYS}

    @property
    def is_doubtful(self) -> bool:
        """Whether it can be done and may yet be a slip of the pen."""
        return self.verdict == Verdict.EXPECTED

    @property
    def to(self) -> str:
        return self.group.title if self.group else self.title


@dataclass(slots=True)
class People:
    """Everybody in the dialogue or waiting to be let in, by what a list can call them."""

    by_email: dict[str, Participation] = field(default_factory=dict)
    by_code: dict[str, Participation] = field(default_factory=dict)
    by_name: dict[str, list[Participation]] = field(default_factory=lambda: defaultdict(list))

    def named_by(self, line: Line) -> list[Participation]:
        if line.is_email:
            found = self.by_email.get(line.who.casefold())
        elif line.is_code:
            found = self.by_code.get(reentry_digest(line.who))
        else:
            return self.by_name.get(named(line.who), [])
        return [found] if found else []

    def near(self, line: Line) -> Participation | None:
        """Whoever is called much the same; a code says nobody's name."""
        if line.is_code:
            return None
        known: Mapping[str, Participation] = self.by_email
        if not line.is_email:
            known = {name: parts[0] for name, parts in self.by_name.items() if len(parts) == 1}
        alike = difflib.get_close_matches(named(line.who), known, n=1, cutoff=ALIKE)
        return known[alike[0]] if alike else None


class Groups:
    """Groups by title or number, with the places that the list has not given away yet."""

    def __init__(self, round: Round) -> None:
        groups = list(round.groups.select_related("room"))
        self.by_title = {group.title.casefold(): group for group in reversed(groups)}
        self.by_number = {str(number): group for number, group in enumerate(groups, start=1)}
        self.most = round.most_people
        self.taken: dict[str, int] = defaultdict(int)

    def find(self, text: str) -> Group | None:
        return self.by_title.get(text.casefold()) or self.by_number.get(text)

    def has_place(self, title: str) -> bool:
        return self.taken[title.casefold()] < self.most

    def take(self, title: str, by: int = 1) -> None:
        self.taken[title.casefold()] += by


def people_of(round: Round) -> People:
    known = People()
    parts = Participation.objects.filter(dialogue=round.dialogue_id, ended_at=None)
    for part in parts.select_related("person"):
        known.by_name[named(part.person.display_name)].append(part)
        if part.person.email:
            known.by_email[part.person.email.casefold()] = part
        if part.reentry_digest:
            known.by_code[part.reentry_digest] = part
    return known


def find(round: Round, lines: Iterable[Line]) -> list[Finding]:
    """What each line would do, in their order: earlier lines come first to a place."""
    lines = list(lines)
    known, groups, seats = people_of(round), Groups(round), ledger.seats(round)
    named_here = {part.person_id for line in lines for part in known.named_by(line)}
    for person, seat in seats.items():
        if person not in named_here:  # who is on the list leaves the place they have
            groups.take(seat.group.title)
    done: set[object] = set()
    return [_found(line, known, groups, done, seats) for line in lines]


def _found(
    line: Line, known: People, groups: Groups, done: set[object], seats: dict[int, Seat]
) -> Finding:
    parts = known.named_by(line)
    group = groups.find(line.group)
    title = group.title if group else line.group[:TITLE_LENGTH]
    part = parts[0] if len(parts) == 1 else None
    who: object = part.person_id if part else line.who.casefold()
    verdict = _verdict(line, parts, group, title, who in done, groups)
    if verdict in SEATS | COMING:
        done.add(who)
        groups.take(title)
    seat = seats.get(part.person_id) if part else None
    if verdict in SEATS and seat and group and seat.group_id == group.pk:
        verdict = Verdict.STAYS
    near = known.near(line) if verdict == Verdict.EXPECTED else None
    return Finding(line, verdict, part, group, "" if group else title, near)


def _verdict(
    line: Line,
    parts: list[Participation],
    group: Group | None,
    title: str,
    is_again: bool,
    groups: Groups,
) -> Verdict:
    if not line.who:
        return Verdict.NO_PERSON
    if not title:
        return Verdict.NO_GROUP
    if len(parts) > 1:
        return Verdict.SEVERAL
    if is_again:
        return Verdict.TWICE
    if group and group.closed_by_id:
        return Verdict.CLOSED
    if not groups.has_place(title):
        return Verdict.FULL
    if not parts:
        return Verdict.EXPECTED
    if not parts[0].is_active:
        return Verdict.WAITS
    return Verdict.FOUND if line.is_email or line.is_code else Verdict.BY_NAME
