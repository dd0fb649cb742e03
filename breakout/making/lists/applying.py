"""Doing what a list says, as far as it can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from breakout import grouping, ledger, policies, rounds
from breakout.ledger import Change
from breakout.making import expecting
from breakout.making.expecting import named
from breakout.making.lists.finding import COMING, SEATS, Finding, Verdict, find
from breakout.making.lists.reading import Line, lines
from breakout.making.models import Expected
from breakout.models import Group, Move, Round
from polylogue.dialogues.models import Participation
from polylogue.dialogues.tokens import reentry_digest
from polylogue.log import journal


@dataclass(frozen=True, slots=True)
class Applied:
    """How many lines seated somebody, are kept for somebody to come, were so already, do nothing."""

    seated: int
    expected: int
    stay: int
    left_out: int


def apply(round: Round, by: Participation, *, text: str, seen: int | None) -> Applied:
    """Seats those whom the list names; whoever it seats is pinned in a draft, as when done by hand.

    Raises MovedMeanwhile if somebody moved one of them after version `seen`.
    """
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    found = find(round, lines(text))
    moving = {one.part.person_id: one for one in found if one.verdict in SEATS and one.part}
    ledger.require_unmoved(round, moving, seen=seen)
    made = _make_groups(round, by, found)
    to: dict[int, Group | None] = {p: _group(one, made) for p, one in moving.items()}
    change = Change(to, pinned=list(to) if round.is_draft else ())
    ledger.seat(round, change, by=by.person_id, how=Move.How.LIST)
    coming = [one for one in found if one.verdict in COMING]
    expecting.expect(round, by, [_expected(round, by, one, _group(one, made)) for one in coming])
    counts = Counter(one.verdict for one in found)
    done = len(moving) + len(coming) + counts[Verdict.STAYS]
    return Applied(len(moving), len(coming), counts[Verdict.STAYS], len(found) - done)


def _make_groups(round: Round, by: Participation, found: Sequence[Finding]) -> dict[str, Group]:
    """The groups that the list names and that are not there yet, by title."""
    titles = {one.title.casefold(): one.title for one in found if one.is_good and one.title}
    made = grouping.add_groups(round, by, titles=list(titles.values())) if titles else []
    return dict(zip(titles, made, strict=True))


def _group(one: Finding, made: dict[str, Group]) -> Group:
    return one.group or made[one.title.casefold()]


def _expected(round: Round, by: Participation, one: Finding, group: Group) -> Expected:
    return Expected(
        round=round, group=group, by_id=by.person_id, at=journal.now(), **_known_by(one.line)
    )


def _known_by(line: Line) -> dict[str, str]:
    if line.is_email:
        return {"email": line.who.casefold()}
    if line.is_code:
        return {"code_digest": reentry_digest(line.who)}
    return {"name": named(line.who)[:80]}
