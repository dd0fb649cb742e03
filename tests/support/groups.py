"""Group work behind a server's back, one order at a time: `draft`, `seat cleo 0`, `open 3`, `back 2`, `extend 5`."""

from __future__ import annotations

from breakout import rounds, timing
from breakout.models import Round
from polylogue.dialogues.models import Dialogue
from polylogue.people.models import User
from tests.breakout import scenes


def do(slug: str, order: list[str]) -> None:
    dialogue = Dialogue.objects.get(slug=slug)
    ben = _person("ben")
    match order:
        case ["draft"]:
            scenes.drafted(dialogue, ben, minutes=30)
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


def _person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def _round(dialogue: Dialogue) -> Round:
    return scenes.find(dialogue, Round.objects.filter(dialogue=dialogue, closed_at=None)[0].pk)
