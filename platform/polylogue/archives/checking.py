"""What holds of the rows of one dialogue together, asked while they are restored one by one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from polylogue.archives import taking
from polylogue.archives.refusals import NotRestored
from polylogue.archives.shaping import Misshapen
from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Entry, Stream

Said = dict[str, Any]


class Checks:
    """One dialogue, whose streams are all of it; entries without a gap, and nothing beyond them."""

    def __init__(self) -> None:
        self.dialogues: list[Said] = []
        self.streams: list[Said] = []
        self.at = (0, 0)
        """The place of the stream, and the number of the entry, that was looked at last."""

    def look(self, label: str, said: Said, row: models.Model) -> None:
        if isinstance(row, Stream):
            self.streams.append(said)
        elif isinstance(row, Dialogue):
            self._require_sound(row)
            self.dialogues.append(said)
        elif isinstance(row, Entry):
            self._follow(said, row)
        elif "stream" in said and said.get("seq") is not None:
            self._require_inside(label, said)

    def finish(self) -> None:
        self._require_end(len(self.streams) + 1)
        if len(self.dialogues) != 1:
            raise NotRestored("An archive holds one dialogue, and this one does not.")
        own = self.dialogues[0].get("stream")
        for place, stream in enumerate(self.streams, 1):
            if stream.get("root") != (None if place == own else own):
                raise NotRestored(f"Stream {place} of this archive is not of its dialogue.")

    def _require_sound(self, dialogue: Dialogue) -> None:
        try:
            dialogue.clean()
        except ValidationError as problem:
            raise NotRestored(" ".join(problem.messages)) from None

    def _follow(self, said: Said, entry: Entry) -> None:
        stream, seq = said["stream"], said["seq"]
        if stream != self.at[0]:
            self._require_end(stream)
            self.at = (stream, 0)
        if seq != self.at[1] + 1:
            raise NotRestored(f"Entry {seq} of stream {stream} is not the next one.")
        self.at = (stream, seq)
        try:
            is_redacted = entry.redacted_at is not None
            taking.require_fact(entry.kind, entry.data, is_redacted=is_redacted)
        except Misshapen as problem:
            raise NotRestored(f"Entry {seq} of stream {stream} is odd: {problem}") from None

    def _require_end(self, until: int) -> None:
        """The stream that was followed is over, and those up to the next one hold nothing."""
        place, seq = self.at
        if until <= place:
            raise NotRestored("The entries of this archive are not in order.")
        for other in range(max(place, 1), until):
            if self._head(other) != (seq if other == place else 0):
                raise NotRestored(f"Stream {other} of this archive does not have all its entries.")

    def _require_inside(self, label: str, said: Said) -> None:
        if not 0 <= said["seq"] <= self._head(said["stream"]):
            raise NotRestored(f"{label} names entry {said['seq']}, which is not in its stream.")

    def _head(self, place: int) -> int:
        head: int = self.streams[place - 1].get("head", 0)
        return head
