"""A round as lists of rounds tell of it: who sits in which group, the reader's own, and what they can read."""

from __future__ import annotations

from dataclasses import dataclass, field

from breakout import ledger, looking, policies
from breakout.looking import Table
from breakout.models import Round
from polylogue.dialogues.models import Participation


@dataclass(frozen=True, slots=True)
class Listed:
    """`ended`: groups that were closed or merged, and that the reader can go on reading."""

    round: Round
    groups: int
    people: int
    tables: list[Table] = field(default_factory=list)
    ended: list[Table] = field(default_factory=list)
    mine: Table | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What the front page of a dialogue says of group work: at work or about to be, in preparation, over."""

    now: Listed | None
    chosen_in: Round | None
    drafts: list[Round]
    past: Listed | None

    @property
    def is_now(self) -> bool:
        """Whether there is something to do at this moment, which stands above all else."""
        return bool(self.now or self.chosen_in)

    @property
    def is_any(self) -> bool:
        return bool(self.now or self.chosen_in or self.drafts or self.past)


def rounds(by: Participation) -> list[Listed]:
    """The newest first. Everyone sees the rounds that were opened, the crew those in preparation too."""
    found = Round.objects.filter(dialogue=by.dialogue).select_related("dialogue__stream")
    if not by.may(policies.WATCH):
        found = found.filter(opened_at__isnull=False)
    return [of(round, by) for round in reversed(found)]


def work(by: Participation) -> Work:
    of_dialogue = Round.objects.filter(dialogue=by.dialogue).select_related("dialogue__stream")
    going_on = list(of_dialogue.filter(closed_at=None))
    now = [round for round in going_on if round.state in {"open", "opening"}]
    drafts = [round for round in going_on if round.state == "draft"]
    chosen_in = [round for round in drafts if round.people_choose and by.may(policies.CHOOSE)]
    past = of_dialogue.exclude(closed_at=None).order_by("closed_at").last()
    return Work(
        of(now[0], by) if now else None,
        chosen_in[0] if chosen_in and not now else None,
        drafts if by.may(policies.WATCH) else [],
        of(past, by) if past else None,
    )


def of(round: Round, by: Participation) -> Listed:
    tables = [] if round.is_draft else looking.rosters(round, by)
    seats = ledger.seats(round)
    own = seats.get(by.person_id)
    return Listed(
        round,
        groups=round.groups.filter(closed_by=None).count(),
        people=len(seats),
        tables=tables,
        ended=[] if round.is_draft else looking.ended(round, by),
        mine=next((one for one in tables if own and one.group.pk == own.group_id), None),
    )
