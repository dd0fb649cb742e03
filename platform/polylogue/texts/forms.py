"""Texts by plain forms: told from the whole text what was changed in it."""

from __future__ import annotations

from polylogue.kit import wording
from polylogue.log import writer
from polylogue.texts import reading
from polylogue.texts.commands import EditText
from polylogue.texts.differing import reworded
from polylogue.texts.merging import Part
from polylogue.texts.models import Text
from rooms import commands, limits
from rooms.entrance import Visit


def save(visit: Visit, *, name: str, base: int, words: str, key: str) -> None:
    """Merges a text that was changed from revision `base`; raises Refusal."""
    room, by = visit.room, visit.by
    limits.spend(by.person_id)
    text = Text.objects.filter(stream=room.stream_id, name=name).first()
    was = reading.words_at(text, base) if text else ""
    op = reworded(was, cleaned(words))
    if not op:
        return
    intent = commands.intent(
        EditText(stream=room.stream_id, text=name, base=base, parts=[Part(key, op)]),
        key=key,
        person=by.person_id,
        dialogue=by.dialogue_id,
        lane=by.dialogue.stream_id,
        disguised=by.is_disguised,
    )
    writer.run(intent)


def cleaned(words: str) -> str:
    """As it is kept; forms send lines with two characters between them."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return wording.CONTROLS.sub("", lines)
