"""The silence of a step is a permission: whoever is to listen cannot write, by whichever door."""

from __future__ import annotations

import math
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from breakout.scripts import running, showing, steering
from breakout.scripts.running import Run
from breakout.scripts.script import Script
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Refusal
from polylogue.log import journal
from rooms import guards
from rooms.models import Room


class Listens(Refusal):
    code = "listens"
    status = 403


@guards.on_words
def unless_listening(room: Room, by: Participation) -> None:
    """The crew is never silenced. Asked by the clock: no job has to run for a step to be over."""
    _require(room, by, running.may_write)


@guards.on_notes
def unless_listening_without_notes(room: Room, by: Participation) -> None:
    """The same for the harvest, in which whoever takes notes may write in every step."""
    _require(room, by, running.may_note)


def _require(room: Room, by: Participation, may: Callable[[Run, int], bool]) -> None:
    if room.kind != Room.Kind.GROUP or by.is_crew:
        return
    if kept := steering.of_room(room):
        run = running.state_at(kept.run, journal.now())
        if not may(run, by.person_id):
            raise Listens(sentence(run, kept.script.shown))


def sentence(run: Run, shown: Script) -> str:
    """Who may write, and for how long that is so."""
    step = shown.steps[run.beat.step] if run.beat else None
    if step is None:
        return ""
    writes = showing.who_writes(step, shown)
    words = {"step": step.title, "writes": writes}
    if run.is_held:
        return _("“%(step)s”. %(writes)s. The time stands still.") % words
    minutes = max(1, math.ceil(running.seconds_left(run, journal.now()) / 60))
    lasts = ngettext("%(n)d more minute", "%(n)d more minutes", minutes) % {"n": minutes}
    return _("“%(step)s”. %(writes)s. It lasts %(lasts)s.") % {**words, "lasts": lasts}
