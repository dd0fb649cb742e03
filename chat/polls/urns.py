"""Anonymous votes: who has voted and what was voted, kept so that nothing leads from one to the other.

Both are written in one transaction, which tells nothing: each is one row for the whole poll, written
anew with every vote and sorted, so that two people who change places leave the same behind. When the
poll is closed the ballots are written once more, one by one and shuffled.
docs/anonymous-polls.md says in plain words what this guarantees and what it does not.
"""

from __future__ import annotations

import json
import random
from collections import Counter

from chat.polls.models import Ballot, Poll, Roll, Urn

Choices = list[int]
Box = Counter[tuple[int, ...]]


def put(poll: Poll, person: int, choices: Choices) -> None:
    """Notes that the person has voted, and puts what they chose among the rest."""
    people = sorted({*voters(poll), person})
    Roll.objects.update_or_create(poll=poll, defaults={"people": people})
    box = counted(poll)
    box[tuple(choices)] += 1
    ballots = {json.dumps(chosen): n for chosen, n in sorted(box.items())}
    Urn.objects.update_or_create(poll=poll, defaults={"ballots": ballots})


def voters(poll: Poll) -> list[int]:
    roll = Roll.objects.filter(poll=poll).first()
    return list(roll.people) if roll else []


def counted(poll: Poll) -> Box:
    """How often each ballot was given."""
    if not poll.is_open:
        given = Ballot.objects.filter(poll=poll).values_list("choices", flat=True)
        return Counter(tuple(choices) for choices in given)
    urn = Urn.objects.filter(poll=poll).first()
    return Counter({tuple(json.loads(b)): n for b, n in urn.ballots.items()} if urn else {})


def empty_out(poll: Poll) -> None:
    """Writes the ballots one by one, in an order of chance."""
    ballots = [Ballot(poll=poll, choices=list(choices)) for choices in shuffled(counted(poll))]
    Urn.objects.filter(poll=poll).delete()
    Ballot.objects.bulk_create(ballots)


def shuffled(box: Box) -> list[tuple[int, ...]]:
    ballots = list(box.elements())
    random.SystemRandom().shuffle(ballots)
    return ballots
