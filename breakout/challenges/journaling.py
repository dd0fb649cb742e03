"""How challenges are told in the log of the dialogue, and to whom."""

from __future__ import annotations

from breakout.challenges import entries
from breakout.challenges.models import Challenge, Scope
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience, Entry


def drafted(challenge: Challenge, *, by: int) -> None:
    fact = entries.ChallengeDrafted(challenge.pk, challenge.person_id, challenge.version)
    _confide(challenge, fact, by=by)


def offered(challenge: Challenge, *, by: int) -> int:
    """Returns the entry by which it is offered now."""
    fact = entries.ChallengeOffered(
        challenge.pk,
        challenge.person_id,
        challenge.version,
        challenge.scope,
        challenge.offered_seq,
    )
    return _tell(challenge, fact, by=by).seq


def withdrawn(challenge: Challenge, *, by: int) -> None:
    fact = entries.ChallengeWithdrawn(challenge.pk, challenge.offered_seq)
    if challenge.is_offered:
        _tell(challenge, fact, by=by)
    else:
        _confide(challenge, fact, by=by)


def _tell(challenge: Challenge, fact: Fact, *, by: int) -> Entry:
    if challenge.scope == Scope.EVERYONE:
        return journal.append(challenge.dialogue.stream_id, fact, by=by)
    return _confide(challenge, fact, by=by)


def _confide(challenge: Challenge, fact: Fact, *, by: int) -> Entry:
    """For the crew, and for whose challenge it is."""
    stream, person = challenge.dialogue.stream_id, challenge.person_id
    return journal.append(stream, fact, by=by, audience=Audience.CREW, person=person)
