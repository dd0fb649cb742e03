"""The same of what groups bring home, and of who reports when."""

from __future__ import annotations

from typing import Any

from breakout.harvest.models import Sheet, Turn
from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Entry
from rooms.models import Room

Told = Any


class HarvestsReplay:
    """By room: by which entry a harvest is handed in, by whom, who reports, who changed it late."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[int, list[Any]] = {}
        self.waiting: dict[int, list[int]] = {}
        self.called: dict[int, int] = {}
        self.reported: set[tuple[int, int]] = set()

    def _sheet(self, room: int) -> list[Any]:
        return self.sheets.setdefault(room, [None, None, None, None])

    def _of_stream(self, entry: Entry) -> list[Any]:
        return self._sheet(Room.objects.get(stream=entry.stream_id).pk)

    def on_handed_in(self, entry: Entry, data: dict[str, Any]) -> None:
        self._sheet(data["room"])[:2] = entry.seq, entry.actor_id

    def on_harvest_taken_back(self, entry: Entry, data: dict[str, Any]) -> None:
        self._sheet(data["room"])[:2] = None, None

    def on_reporter_named(self, entry: Entry, data: dict[str, Any]) -> None:
        self._of_stream(entry)[2] = data["person"]

    def on_edited_late(self, entry: Entry, data: dict[str, Any]) -> None:
        self._of_stream(entry)[3] = data["person"]

    def on_turns_arranged(self, entry: Entry, data: dict[str, Any]) -> None:
        self.waiting[data["round"]] = data["groups"]

    def on_turn_called(self, entry: Entry, data: dict[str, Any]) -> None:
        self.on_turn_ended(entry, {"round": data["round"]})
        self.called[data["round"]] = data["group"]
        left = self.waiting.get(data["round"], [])
        self.waiting[data["round"]] = [group for group in left if group != data["group"]]

    def on_turn_ended(self, entry: Entry, data: dict[str, Any]) -> None:
        if group := self.called.pop(data["round"], None):
            self.reported.add((data["round"], group))


def sheets(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    """All but the words, which are texts, and the reason, which is in the row."""
    rows = Sheet.objects.filter(room__dialogue=dialogue)
    kept = {s.room_id: [s.seq, s.handed_by_id, s.reporter_id, s.late_by_id] for s in rows}
    return _with_something(told.sheets), _with_something(kept)


def _with_something(sheets: dict[int, list[Any]]) -> dict[int, list[Any]]:
    """A sheet of which nothing was ever told is as good as none."""
    return {room: sheet for room, sheet in sheets.items() if any(sheet)}


def turns(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = list(Turn.objects.filter(round__dialogue=dialogue))
    waiting: dict[int, list[int]] = {}
    for turn in rows:
        if turn.called_at is None:
            waiting.setdefault(turn.round_id, []).append(turn.group_id)
    called = {turn.round_id: turn.group_id for turn in rows if turn.is_now}
    over = {(turn.round_id, turn.group_id) for turn in rows if turn.ended_at}
    left = {round: groups for round, groups in told.waiting.items() if groups}
    return (left, told.called, told.reported), (waiting, called, over)


PROJECTIONS = {Sheet: sheets, Turn: turns}
