"""Group work behind a server's back, an order at a time: `draft`, `choose 1`, `seat cleo 0`, `open 3`, `back 2`.

For many: `crowd <groups> <people>` drafts with everybody seated, `shuffle <seed>` moves all at once.
A fault: `stray <name>` has the database forget where somebody belongs.
"""

from __future__ import annotations

import random
from typing import Any

from breakout import ledger, rounds, timing
from breakout.ledger import Change
from breakout.models import Move, Round
from polylogue.dialogues.models import Dialogue
from polylogue.people.models import User
from rooms.models import Place
from tests.breakout import scenes


def do(slug: str, order: list[str]) -> None:
    dialogue = Dialogue.objects.get(slug=slug)
    ben = _person("ben")
    match order:
        case ["draft"]:
            scenes.drafted(dialogue, ben, minutes=30)
        case ["choose", most]:
            scenes.drafted(dialogue, ben, people_choose=True, most_people=int(most))
        case ["seat", name, "plenary"]:
            scenes.move(_round(dialogue), ben, _person(name), to=None)
        case ["seat", name, place]:
            scenes.move(_round(dialogue), ben, _person(name), to=int(place))
        case ["open", seconds]:
            scenes.do(_round(dialogue), ben, rounds.announce, seconds=int(seconds))
        case ["back", seconds]:
            scenes.do(_round(dialogue), ben, timing.end_in, seconds=int(seconds))
        case ["extend", minutes]:
            scenes.do(_round(dialogue), ben, timing.extend, minutes=int(minutes))
        case ["crowd", number, people]:
            scenes.drafted(dialogue, ben, groups=int(number))
            _mix(dialogue, ben, [_person(f"p{n + 1}").pk for n in range(int(people))], 0)
        case ["stray", name]:
            Place.objects.filter(person=_person(name)).delete()
        case ["shuffle", seed]:
            _mix(dialogue, ben, sorted(ledger.seats(_round(dialogue))), int(seed))


def _mix(dialogue: Dialogue, ben: User, people: list[int], seed: int) -> None:
    """Seats them at random, evenly, in one move."""
    random.Random(seed).shuffle(people)

    def act(part: Any) -> None:
        round = _round(dialogue)
        groups = list(round.groups.filter(closed_by=None).select_related("room"))
        to = {person: groups[n % len(groups)] for n, person in enumerate(people)}
        ledger.seat(round, Change(to), by=part.person_id, how=Move.How.RANDOM)

    scenes.act(dialogue, ben, act)


def _person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def _round(dialogue: Dialogue) -> Round:
    return scenes.find(dialogue, Round.objects.filter(dialogue=dialogue, closed_at=None)[0].pk)
