"""Anonymous votes: who has voted and what was voted, kept so that nothing leads from one to the other.

Both are written in one transaction, which tells nothing: the urn is one row that is written anew with
each vote and holds no more than how often each ballot was given, in the order of the ballots. When
the poll is closed both are written once more, the ballots shuffled and the voters sorted, so that
neither the place of a row nor the transaction that wrote it tells anything either.
docs/anonymous-polls.md says in plain words what this guarantees and what it does not.
"""

from __future__ import annotations

import json
import random
from collections import Counter

from chat.polls.models import Ballot, Poll, Urn, Voter

Choices = list[int]
Box = Counter[tuple[int, ...]]


def put(poll: Poll, person: int, choices: Choices) -> None:
    """Marks that the person has voted, and puts what they chose among the rest."""
    Voter.objects.create(poll=poll, person_id=person)
    box = counted(poll)
    box[tuple(choices)] += 1
    Urn.objects.update_or_create(poll=poll, defaults={"ballots": _written(box)})


def counted(poll: Poll) -> Box:
    """How often each ballot was given."""
    if not poll.is_open:
        given = Ballot.objects.filter(poll=poll).values_list("choices", flat=True)
        return Counter(tuple(choices) for choices in given)
    urn = Urn.objects.filter(poll=poll).first()
    return Counter({tuple(json.loads(b)): n for b, n in urn.ballots.items()} if urn else {})


def empty_out(poll: Poll) -> None:
    """Writes the ballots one by one in an order of chance, and who voted in that of their numbers."""
    ballots = [Ballot(poll=poll, choices=list(choices)) for choices in counted(poll).elements()]
    random.SystemRandom().shuffle(ballots)
    people = sorted(Voter.objects.filter(poll=poll).values_list("person_id", flat=True))
    for left in (Urn, Voter):
        left.objects.filter(poll=poll).delete()
    Voter.objects.bulk_create([Voter(poll=poll, person_id=person) for person in people])
    Ballot.objects.bulk_create(ballots)


def _written(box: Box) -> dict[str, int]:
    return {json.dumps(choices): n for choices, n in sorted(box.items())}
