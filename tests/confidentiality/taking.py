"""What people have made of a dialogue: each form, to keep, to pass on, and for themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator

from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit.surfaces import Kind
from polylogue.people.models import User
from polylogue.transcripts.choices import Choices, Naming, Purpose
from polylogue.transcripts.filing import FORMS
from tests.confidentiality.rows import OPERATOR
from tests.confidentiality.seeing import Seen
from tests.confidentiality.world import World
from tests.support import opening

STAFF_OF = {"here": "S", "elsewhere": "s"}
LONG = os.environ.get("POLYLOGUE_LONG") == "1"
NAMINGS = list(Naming) if LONG else [Naming.NAMES, Naming.INITIALS]


def take_all(world: World, seen: Seen) -> None:
    for name, dialogue in world.dialogues.items():
        for form in FORMS:
            _take(seen, form, STAFF_OF[name], dialogue, form, Choices())
            for naming in NAMINGS:
                outside = Choices(purpose=Purpose.OUTSIDE, naming=naming)
                _take(seen, "extract", OPERATOR, dialogue, form, outside)
        _take(seen, "kept", STAFF_OF[name], dialogue, "jsonl", Choices(kept=True))
        for position, reader in enumerate(_readers(world, dialogue)):
            for purpose in (Purpose.VIEW, Purpose.OWN):
                for form in _forms_of(position):
                    own = Choices(purpose=purpose)
                    _take(seen, str(purpose), reader[0], dialogue, form, own, reader[1].pk)


def _readers(world: World, dialogue: Dialogue) -> Iterator[tuple[str, User]]:
    active = Participation.objects.active().filter(dialogue=dialogue)
    for letter, person in world.positions():
        if person and active.filter(person=person).exists():
            yield letter, person


def _forms_of(position: int) -> list[str]:
    """In the short run each person takes two forms of their own, so that all of them are taken by some."""
    forms = list(FORMS)
    return forms if LONG else list(dict.fromkeys(["jsonl", forms[position % len(forms)]]))


def _take(
    seen: Seen,
    surface: str,
    letter: str,
    dialogue: Dialogue,
    form: str,
    choices: Choices,
    reader: int | None = None,
) -> None:
    made = opening.of(dialogue, form, choices, reader=reader)
    read = "\n".join(opening.words(name, content) for name, content in made.items())
    seen.note(Kind.EXPORT, surface, letter, read)
    which = choices.purpose, choices.naming, choices.kept, letter, dialogue.slug
    seen.taken[which][form] = seen.world.find(read)
