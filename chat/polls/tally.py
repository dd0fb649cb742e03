"""Counting votes: what was chosen how often, each person once."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q, QuerySet

from chat.polls import limits, urns
from chat.polls.models import Poll, Vote
from chat.polls.urns import Box
from polylogue.people.models import User

Told = dict[str, Any]


def accounts_of(person: int) -> QuerySet[User]:
    """The person's account and the guests that were merged into it."""
    return User.objects.filter(Q(pk=person) | Q(merged_into=person))


def votes(poll: Poll) -> dict[int, Vote]:
    """In a poll with names the vote of each person: of an account and its guests, the last one."""
    given = Vote.objects.filter(poll=poll).select_related("person").order_by("at", "person_id")
    return {vote.person.merged_into_id or vote.person_id: vote for vote in given}


def box(poll: Poll) -> Box:
    if poll.is_anonymous:
        return urns.counted(poll)
    return Counter(tuple(vote.choices) for vote in votes(poll).values())


def told(poll: Poll) -> Told:
    """What may be said of the votes now: how many there are, and, if that may be seen, of what.

    Of an anonymous poll that is open the counts stay as they were told last until enough new ballots
    are in, so that no telling gives a single one away.
    """
    given = box(poll)
    voted = given.total()
    if not _is_to_be_seen(poll):
        return {"voted": voted}
    before = {name: poll.told[name] for name in ("of", "counts") if "counts" in poll.told}
    if poll.is_anonymous and poll.is_open and voted - before.get("of", 0) < limits.TOGETHER:
        return {"voted": voted, **before}
    if poll.is_anonymous and voted < limits.FEW:
        return {"voted": voted}
    return {"voted": voted, **counts(poll, given)}


def counts(poll: Poll, given: Box) -> Told:
    """How often each answer was chosen, by its place, and how many ballots that is `of`."""
    chosen = Counter(choice for choices in given.elements() for choice in choices)
    return {"of": given.total(), "counts": [chosen[n] for n in range(len(poll.labels))]}


def has_voted(poll: Poll, person: int) -> bool:
    """In an anonymous poll, by this account or as a guest that was merged into it."""
    mine = accounts_of(person).values_list("pk", flat=True)
    return not set(urns.voters(poll)).isdisjoint(mine)


def _is_to_be_seen(poll: Poll) -> bool:
    return not poll.is_open or poll.results == Poll.Results.LIVE or poll.crew_sees_results
