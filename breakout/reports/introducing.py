"""Mail to participants with those they met who agreed: once, after a preview. Runs inside the writer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout import meetings
from breakout.reports import entries, mailing, meeting, policies, sharing
from breakout.reports.models import ContactChoice, Introducing, Introduction
from breakout.rounds import open_round_of
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.kit.refusals import Invalid, Refusal
from polylogue.log import journal
from polylogue.log.models import Audience


class IntroducedAlready(Refusal):
    code = "introduced-already"
    status = 409
    sentence = _("These mails were sent already: they go out once.")


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would get a mail now, and why others would not."""

    people: list[int]
    without_address: int = 0
    unwanted: int = 0
    nobody_agreed: int = 0

    @property
    def left_out(self) -> int:
        return self.without_address + self.unwanted + self.nobody_agreed


@task("reports.introduce")
class Introduce(DueAction, frozen=True):
    """Write to one person whom they met, as everybody's choice is by then."""

    person: int

    def act(self, by: int) -> Any:
        waiting = Introduction.objects.filter(
            introducing__dialogue__stream=self.lane, person=self.person, mailed_at=None
        )
        for one in waiting.select_related("introducing__dialogue", "person"):
            dialogue = one.introducing.dialogue
            if not sharing.chosen(dialogue, self.person).wants_mail:
                return
            met = sharing.acquaintances(dialogue, self.person)
            if mailing.introduce(dialogue, one.person, met):
                waiting.update(mailed_at=journal.now())


def send(by: Participation) -> int:
    """Has everybody of the plan written to; returns how many. Never twice in a dialogue."""
    by.require(policies.INTRODUCE)
    if Introducing.objects.filter(dialogue=by.dialogue).exists():
        raise IntroducedAlready
    if open_round_of(by.dialogue):
        raise Invalid(_("A round is still open: bring everybody back first."))
    people = plan(by.dialogue).people
    if not people:
        raise Invalid(_("There is nobody to write to yet."))
    made = Introducing.objects.create(dialogue=by.dialogue, by=by.person, at=journal.now())
    Introduction.objects.bulk_create(
        Introduction(introducing=made, person_id=person) for person in people
    )
    for person in people:
        queue.enqueue(Introduce(lane=by.dialogue.stream_id, person=person))
    fact = entries.PeopleIntroduced(people=len(people))
    journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)
    return len(people)


def plan(dialogue: Dialogue) -> Plan:
    """Everybody who met anybody, in the order of their numbers."""
    met: dict[int, set[int]] = defaultdict(set)
    for pair in meeting.pairs(dialogue):
        one, other = pair.people
        met[one].add(other)
        met[other].add(one)
    active = {p.person_id: p.person for p in _active(dialogue) if p.person_id in met}
    agreed = sharing.addresses(dialogue, met)
    unwanted = _unwanted(dialogue)
    reasons = {
        person: _reason(account, person in unwanted, any(o in agreed for o in met[person]))
        for person, account in sorted(active.items())
    }
    counts = list(reasons.values())
    return Plan(
        people=[person for person, reason in reasons.items() if not reason],
        without_address=counts.count("address"),
        unwanted=counts.count("unwanted"),
        nobody_agreed=counts.count("nobody"),
    )


def is_over(dialogue: Dialogue) -> bool:
    """Whether there was group work, and none is going on."""
    return bool(meetings.before(dialogue)) and open_round_of(dialogue) is None


def _reason(account: Any, is_unwanted: bool, somebody_agreed: bool) -> str:
    if not account.email or not account.is_active:
        return "address"
    if is_unwanted:
        return "unwanted"
    return "" if somebody_agreed else "nobody"


def _unwanted(dialogue: Dialogue) -> set[int]:
    said = ContactChoice.objects.filter(dialogue=dialogue, wants_mail=False)
    return set(said.values_list("person", flat=True))


def _active(dialogue: Dialogue) -> list[Participation]:
    return list(dialogue.participations.active().select_related("person"))
