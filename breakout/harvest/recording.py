"""What groups bring home, as a table of the record: drafts are the group's and the crew's, and say so."""

from __future__ import annotations

from collections.abc import Iterator

from breakout.harvest import reading
from breakout.harvest.fields import FIELDS
from breakout.harvest.models import Sheet
from polylogue.dialogues.models import Dialogue
from rooms.records import Cell, Person, table


@table("harvest", "round", "group", "state", *(field.name for field in FIELDS), "because", "@handed_by", "handed_at")  # fmt: skip
def harvest(dialogue: Dialogue) -> Iterator[list[Cell]]:
    sheets = Sheet.objects.filter(room__dialogue=dialogue).select_related("room__group__round")
    for sheet in sheets.order_by("room__position", "room", "pk"):
        words = reading.words_of([sheet.room.stream_id])[sheet.room.stream_id]
        group = getattr(sheet.room, "group", None)
        yield [
            group.round.title if group else None,
            sheet.room.title,
            "handed in" if sheet.is_handed_in else "draft",
            *(words[field.text] for field in FIELDS),
            sheet.because,
            Person(sheet.handed_by_id),
            sheet.handed_at,
        ]
