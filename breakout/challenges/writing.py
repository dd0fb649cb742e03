"""Writing, offering and withdrawing challenges. Every function runs inside the writer."""

from __future__ import annotations

from dataclasses import replace

from breakout.challenges import (
    drafting,
    entries,
    journaling,
    particulars,
    policies,
    programme,
    speaking,
    vocabulary,
)
from breakout.challenges.limits import MOST_CHALLENGES, TooMany
from breakout.challenges.models import Challenge, State, Step, Version
from breakout.challenges.particulars import Particulars
from polylogue.dialogues.models import Participation
from polylogue.dialogues.revisions import require_unchanged
from polylogue.kit.refusals import NotFound
from polylogue.log import journal

CHANGES = (entries.ChallengeDrafted, entries.ChallengeOffered, entries.ChallengeWithdrawn)


def write(
    by: Participation,
    said: Particulars,
    *,
    offers: bool,
    challenge: int | None = None,
    owner: int | None = None,
    seen: int | None = None,
) -> int:
    """Saves a challenge as a draft, or offers it; one that is offered stays so. Returns which it is.

    `owner`: for whom a lead writes a new one. Raises ChangedMeanwhile if somebody changed it after
    `seen` in the dialogue's log.
    """
    drafting.require_may_write(by, challenge, owner)
    found = _begun(by, owner) if challenge is None else drafting.editable(challenge, by)
    if found.pk and seen is not None:
        for change in CHANGES:
            require_unchanged(by.dialogue, change, seen=seen, challenge=found.pk)
    offers = offers or found.is_offered
    _keep(found, by, _sound(by, said, offers=offers), offers=offers)
    drafting.drop(by, challenge=challenge, owner=owner)
    return found.pk


def withdraw(by: Participation, *, challenge: int) -> None:
    """Takes back an offer, or gives up a draft; its author and the crew can still read it."""
    found = drafting.editable(challenge, by)
    if found.state == State.WITHDRAWN:
        return
    journaling.withdrawn(found, by=by.person_id)
    found.state, found.offered_seq = State.WITHDRAWN, None
    place, found.place = found.place, None
    found.save()
    _step(found, by)
    if place is not None:
        programme.close_ranks(by.dialogue)


def _begun(by: Participation, owner: int | None) -> Challenge:
    """A new one, not saved yet; for somebody else only if they take part and may bring one."""
    person = owner or by.person_id
    if owner not in {None, by.person_id}:
        part = by.dialogue.participations.active().filter(person=owner).first()
        if part is None or not part.may(policies.CONTRIBUTE):
            raise NotFound
    theirs = Challenge.objects.filter(dialogue=by.dialogue).of(person).standing()
    if theirs.count() >= MOST_CHALLENGES:
        raise TooMany
    return Challenge(dialogue=by.dialogue, person_id=person, state="")


def _sound(by: Participation, said: Particulars, *, offers: bool) -> Particulars:
    said = said.cleaned()
    said = replace(said, topics=vocabulary.spelled(said.topics, by.dialogue))
    if offers:
        said.require_complete()
        speaking.ask_to_speak(by)
    else:
        said.require_something()
    return said


def _keep(found: Challenge, by: Participation, said: Particulars, *, offers: bool) -> None:
    state = State.OFFERED if offers else State.DRAFT
    wrote = _is_new_text(found, said)
    if not wrote and (found.state, found.scope) == (state, said.scope):
        return
    was = found.state
    found.scope, found.version = said.scope, found.version + wrote
    if found.pk is None:
        found.state = State.DRAFT
        found.save()
    if wrote:
        Version.objects.create(
            challenge=found, number=found.version, by=by.person, at=journal.now(), **said.words()
        )
    if offers:
        found.offered_seq = journaling.offered(found, by=by.person_id)
    else:
        journaling.drafted(found, by=by.person_id)
    found.state = state
    found.save()
    if state != was:
        _step(found, by)


def _is_new_text(found: Challenge, said: Particulars) -> bool:
    now = Version.objects.filter(challenge=found.pk, number=found.version).first()
    return now is None or particulars.of(now, said.scope) != said


def _step(challenge: Challenge, by: Participation) -> None:
    Step.objects.create(challenge=challenge, state=challenge.state, by=by.person, at=journal.now())
