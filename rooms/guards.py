"""Guards: a wing may refuse another's command in a room, for as long as it has a reason to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from polylogue.dialogues.intents import participant
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Refusal
from rooms.models import Room

Guard = Callable[[Room, Participation], None]
Way = Literal["in words", "in notes", "by hand"]

GUARDS: dict[str, list[Guard]] = {}
SPEECH: list[Guard] = []
WORDS: list[Guard] = []
NOTES: list[Guard] = []
ALSO: dict[Way, list[Guard]] = {"in words": WORDS, "in notes": NOTES, "by hand": []}


def guard(*commands: str) -> Callable[[Guard], Guard]:
    """Declares what is asked before these commands are done; it raises a Refusal, or lets pass.

    A guard of a hot command runs with each message: what it rests on it takes from `journal.memo`.
    """

    def declare(check: Guard) -> Guard:
        for command in commands:
            GUARDS.setdefault(command, []).append(check)
        return check

    return declare


def on_speech(check: Guard) -> Guard:
    """Declares what is asked before anything is said in a room, by whichever command or page.

    It runs with each message too, and outside of the writer before others see that somebody writes.
    """
    SPEECH.append(check)
    return check


def on_words(check: Guard) -> Guard:
    """The same, but a hand may be raised: of who is to listen for now."""
    WORDS.append(check)
    return check


def on_notes(check: Guard) -> Guard:
    """The same for what people of a room write down together: who is to listen may be asked to take notes."""
    NOTES.append(check)
    return check


def ask(command: str, room: Room, by: Participation) -> None:
    """Raises the Refusal of the first guard that has one."""
    for check in GUARDS.get(command, ()):
        check(room, by)


def ask_to_speak(room: Room, by: Participation, *, way: Way = "in words") -> None:
    """Raises a Refusal if the person may say nothing here now, or not even raise a hand or write it down.

    Commands that speak are asked this before they are done; what says something by another way
    (an upload) asks it itself.
    """
    for check in [*SPEECH, *ALSO[way]]:
        check(room, by)


def may_speak(stream: int, dialogue: int, person: int) -> bool:
    """The same as a question, for what is not kept: outside of the writer."""
    room = Room.objects.select_related("dialogue").filter(stream=stream, dialogue=dialogue).first()
    if room is None:
        return False
    try:
        ask_to_speak(room, participant(dialogue, person))
    except Refusal:
        return False
    return True
