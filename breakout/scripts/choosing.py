"""The scripts of a dialogue: those that are shipped, and its own."""

from __future__ import annotations

from typing import NamedTuple

from breakout.scripts import shipping
from breakout.scripts.models import OwnScript
from breakout.scripts.script import Script
from polylogue.dialogues.models import Dialogue
from polylogue.kit.refusals import NotFound


class Choice(NamedTuple):
    """A script that can be chosen, by the sign that a form says: a shipped one's name, or a number."""

    sign: str
    script: Script
    own: OwnScript | None = None


def choices(dialogue: Dialogue) -> list[Choice]:
    """All that a round of this dialogue can run, in the reader's language."""
    return [*shipped(), *own(dialogue)]


def shipped() -> list[Choice]:
    return [Choice(name, find_shipped(name)) for name in shipping.NAMES]


def own(dialogue: Dialogue) -> list[Choice]:
    kept = OwnScript.objects.filter(dialogue=dialogue)
    return [Choice(str(one.pk), one.script, one) for one in kept]


def find_shipped(name: str) -> Script:
    """A shipped script in the reader's language; raises NotFound."""
    script = shipping.named(name)
    if script is None:
        raise NotFound
    return shipping.translated(script)


def find_own(dialogue: Dialogue, pk: int) -> OwnScript:
    found = OwnScript.objects.select_related("dialogue").filter(dialogue=dialogue, pk=pk).first()
    if found is None:
        raise NotFound
    return found


def find(dialogue: Dialogue, sign: str) -> Script:
    """The script that a form names by its sign; raises NotFound."""
    return find_own(dialogue, int(sign)).script if is_number(sign) else find_shipped(sign)


def is_number(sign: str) -> bool:
    """Whether it is one of an own script."""
    return sign.isascii() and sign.isdecimal() and len(sign) < 16
