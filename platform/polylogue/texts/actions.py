"""Writing in a text. Every function runs inside the writer, with the room's stream locked."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from polylogue.log import journal
from polylogue.texts import entries, merging, ot, reading, units
from polylogue.texts.holders import holder_of
from polylogue.texts.merging import Done, Part
from polylogue.texts.models import Change, Text
from rooms.models import Room


def edit(room: Room, by: Participation, *, name: str, base: int, parts: Sequence[Part]) -> int:
    """Does what was written for revision `base` to the text as it is now; returns its revision.

    Parts that are done already are left out, whichever command brought them.
    """
    holder, rest = holder_of(name)
    holder.ask(room, by, rest)
    text, _made = Text.objects.get_or_create(stream_id=room.stream_id, name=name)
    if base > text.revision:
        raise Invalid
    _require_visible(parts)
    fresh = _merged(text, base, parts)
    was = text.words
    for part in fresh:
        write(text, part, by=by.person_id)
    if len(text.words) > max(holder.length, len(was)):
        raise Invalid(_("This text is too long. Please shorten it: then it is saved."))
    if fresh:
        holder.hear(room, by, text)
    return text.revision


def write(text: Text, part: Done, *, by: int) -> None:
    """Makes the next revision of a text, and says so in its stream."""
    text.words = _applied(part, text.words)
    text.revision += 1
    changed = entries.TextChanged(text=text.name, revision=text.revision, key=part.key)
    entry = journal.append(text.stream_id, changed, by=by)
    Change.objects.create(
        text=text,
        revision=text.revision,
        operation=part.op,
        author_id=by,
        key=part.key,
        seq=entry.seq,
        at=entry.at,
    )
    text.save(update_fields=["words", "revision"])


def _merged(text: Text, base: int, parts: Sequence[Part]) -> list[Done]:
    try:
        return merging.rebase(parts, reading.since(text, base))
    except units.Misfit:
        raise Invalid from None


def _applied(part: Done, words: str) -> str:
    try:
        return ot.apply(part.op, words)
    except units.Misfit:
        raise Invalid from None


def _require_visible(parts: Sequence[Part]) -> None:
    """Browsers take control characters out before they send anything."""
    for part in parts:
        if any(isinstance(piece, str) and wording.CONTROLS.search(piece) for piece in part.op):
            raise Invalid
