"""What staff do with scripts. Every function runs inside the writer."""

from __future__ import annotations

import msgspec
from django.utils.translation import gettext_lazy as _

from breakout.scripts import checking, entries, policies
from breakout.scripts.models import OwnScript
from breakout.scripts.script import Script
from polylogue.dialogues import revisions
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience

MOST_SCRIPTS = 100


def write_script(by: Participation, *, script: Script) -> int:
    """Keeps a script of the dialogue's own; returns which one it is."""
    by.require(policies.WRITE)
    script = checking.require_sound(script)
    if OwnScript.objects.filter(dialogue=by.dialogue).count() >= MOST_SCRIPTS:
        raise Invalid(_("A dialogue has up to 100 scripts of its own. Please remove one first."))
    made = OwnScript.objects.create(
        dialogue=by.dialogue,
        author=by.person,
        name=script.name,
        content=msgspec.to_builtins(script),
        written_at=journal.now(),
    )
    _tell(by, entries.ScriptWritten(script=made.pk, name=made.name))
    return made.pk


def change_script(which: int, by: Participation, *, seen: int, script: Script) -> None:
    """Raises ChangedMeanwhile if somebody changed it after `seen`. What runs already goes on as it is."""
    by.require(policies.WRITE)
    found = _unchanged(which, by, seen)
    script = checking.require_sound(script)
    if script != found.script:
        found.name, found.content = script.name, msgspec.to_builtins(script)
        found.save(update_fields=["name", "content"])
        _tell(by, entries.ScriptChanged(script=which, name=script.name))


def remove_script(which: int, by: Participation, *, seen: int) -> None:
    """Raises ChangedMeanwhile if somebody changed it after `seen`. What runs already goes on."""
    by.require(policies.WRITE)
    found = _unchanged(which, by, seen)
    _tell(by, entries.ScriptRemoved(script=which, name=found.name))
    found.delete()


def _unchanged(which: int, by: Participation, seen: int) -> OwnScript:
    found = OwnScript.objects.filter(dialogue=by.dialogue, pk=which).first()
    if found is None:
        raise NotFound
    revisions.require_unchanged(by.dialogue, entries.ScriptChanged, seen=seen, script=which)
    return found


def _tell(by: Participation, fact: Fact) -> None:
    journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)
