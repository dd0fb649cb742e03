"""The same of project ideas: which card each was made of, and how many editions it has."""

from __future__ import annotations

from typing import Any

from polylogue.dialogues.models import Dialogue
from polylogue.followup.models import Idea
from polylogue.log.models import Entry

Told = Any


class IdeasReplay:
    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[int, tuple[int, str, int]] = {}
        self.editions: dict[int, tuple[int, int]] = {}

    def on_idea_made(self, entry: Entry, data: dict[str, Any]) -> None:
        self.cards[data["idea"]] = (entry.stream_id, data["piece"], entry.actor_id)

    def on_idea_written(self, entry: Entry, data: dict[str, Any]) -> None:
        self.editions[data["idea"]] = (data["edition"], entry.seq)


def ideas(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Idea.objects.filter(dialogue=dialogue).select_related("board")
    kept = {
        one.pk: (one.board.stream_id, one.piece, one.made_by_id, one.edition, one.written_seq)
        for one in rows
    }
    return {pk: (*card, *told.editions[pk]) for pk, card in told.cards.items()}, kept


PROJECTIONS = {Idea: ideas}
