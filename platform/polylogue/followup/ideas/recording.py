"""The project ideas of a dialogue as a table of the record."""

from __future__ import annotations

from collections.abc import Iterator

from polylogue.dialogues.models import Dialogue
from polylogue.followup.ideas import reading, wording
from polylogue.followup.models import Idea
from rooms.records import Cell, Person, table


@table("ideas", "idea", "board", *wording.FIELDS, "@made_by", "made_at", "written_at")
def ideas(dialogue: Dialogue) -> Iterator[list[Cell]]:
    found = Idea.objects.filter(dialogue=dialogue).order_by("made_at", "pk")
    for shown in reading.shown(found.select_related("dialogue", "board__room__dialogue")):
        idea, edition = shown.idea, shown.edition
        about: list[Cell] = [idea.pk, idea.board.title, *wording.content(edition).values()]
        yield [*about, Person(idea.made_by_id), idea.made_at, edition.written_at]
