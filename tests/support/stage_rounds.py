"""What a hand can do to rounds of group work (tests/support/stage.py); ben leads them.

`groups <number> <people>` drafts a round and seats the crowd; `open <seconds>`, `end <seconds>` count
down to its begin and its end; `shuffle <seed>` moves everybody at once; `seat <name> <group>` one person.
"""

from __future__ import annotations

import random
from typing import Any

from breakout import ledger, rounds, timing
from breakout.ledger import Change
from breakout.models import Move, Round
from polylogue.dialogues.models import Dialogue
from polylogue.people.models import User
from tests.breakout import scenes


def obey(slug: str, order: list[str]) -> bool:
    """Whether it was an order about rounds."""
    dialogue = Dialogue.objects.select_related("stream").get(slug=slug)
    ben = _person("ben")
    match order:
        case ["groups", number, people]:
            scenes.drafted(dialogue, ben, groups=int(number))
            crowd = [_person(f"p{n + 1}").pk for n in range(int(people))]
            _seat_all(dialogue, ben, crowd, Move.How.LIST, 0)
        case ["open", seconds]:
            scenes.do(_round(dialogue), ben, rounds.announce, seconds=int(seconds))
        case ["end", seconds]:
            scenes.do(_round(dialogue), ben, timing.end_in, seconds=int(seconds))
        case ["shuffle", seed]:
            seated = list(ledger.seats(_round(dialogue)))
            _seat_all(dialogue, ben, seated, Move.How.RANDOM, int(seed))
        case ["seat", name, group]:
            scenes.move(_round(dialogue), ben, _person(name), to=int(group))
        case _:
            return False
    return True


def _person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def _round(dialogue: Dialogue) -> Round:
    return Round.objects.select_related("dialogue__stream").filter(dialogue=dialogue).latest("pk")


def _seat_all(dialogue: Dialogue, ben: User, people: list[int], how: Move.How, seed: int) -> None:
    random.Random(seed).shuffle(people)

    def act(part: Any) -> None:
        round = _round(dialogue)
        groups = list(round.groups.filter(closed_by=None).select_related("room"))
        to = {person: groups[n % len(groups)] for n, person in enumerate(people)}
        ledger.seat(round, Change(to), by=part.person_id, how=how)

    scenes.act(dialogue, ben, act)
