"""What people have made of a dialogue: each form, to keep, to pass on, and for themselves."""

from __future__ import annotations

from typing import Any

from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit.surfaces import Kind
from polylogue.transcripts.choices import Choices, Naming, Purpose
from polylogue.transcripts.filing import FORMS
from tests.confidentiality.rows import OPERATOR
from tests.confidentiality.seeing import Seen
from tests.confidentiality.world import World
from tests.support import opening

STAFF_OF = {"here": "S", "elsewhere": "s"}


def take_all(world: World, seen: Seen) -> None:
    for name, dialogue in world.dialogues.items():
        for form in FORMS:
            seen.note(Kind.EXPORT, form, STAFF_OF[name], _read(dialogue, form))
            for naming in (Naming.NAMES, Naming.INITIALS):
                outside = Choices(purpose=Purpose.OUTSIDE, naming=naming)
                seen.note(Kind.EXPORT, "extract", OPERATOR, _read(dialogue, form, outside))
        kept = Choices(kept=True)
        seen.note(Kind.EXPORT, "kept", STAFF_OF[name], _read(dialogue, "jsonl", kept))
        for letter, person in world.positions():
            active = Participation.objects.active().filter(dialogue=dialogue, person=person)
            if person and active.exists():
                for purpose in (Purpose.VIEW, Purpose.OWN):
                    own = Choices(purpose=purpose)
                    said = _read(dialogue, "jsonl", own, reader=person.pk)
                    seen.note(Kind.EXPORT, str(purpose), letter, said)


def _read(dialogue: Dialogue, form: str, choices: Choices | None = None, **how: Any) -> str:
    made = opening.of(dialogue, form, choices or Choices(), **how)
    return "\n".join(opening.words(name, content) for name, content in made.items())
