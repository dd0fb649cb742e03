"""What people write in the text of these tests, by the real command."""

from __future__ import annotations

from polylogue.texts.models import Text
from tests.support import cast
from tests.support.pads import PAD


def write(room, by, *ops, base=None, keys=None, key=None):
    """Parts one after the other, for the text as it is unless `base` says otherwise."""
    base = revision(room) if base is None else base
    keys = keys or [cast.new_key() for _ in ops]
    parts = [{"key": k, "op": op} for k, op in zip(keys, ops, strict=True)]
    return cast.do(room, by, "texts.edit", key, text=PAD, base=base, parts=parts)


def revision(room):
    return (
        Text.objects.filter(stream=room.stream_id, name=PAD)
        .values_list("revision", flat=True)
        .first()
        or 0
    )


def words(room):
    return Text.objects.get(stream=room.stream_id, name=PAD).words
