"""The same of groups that run a script: each entry tells all of where its group stands."""

from __future__ import annotations

from typing import Any

from breakout.scripts.models import GroupRun
from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Entry

Told = Any


class ScriptsReplay:
    """What the streams of groups say of their scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: dict[int, dict[str, Any]] = {}

    def on_run(self, entry: Entry, data: dict[str, Any]) -> None:
        self.runs[data["group"]] = data["state"]

    on_step_began = on_run_finished = on_step_held = on_step_resumed = on_run
    on_minutes_added = on_roles_handed = on_run


def runs(told: Any, dialogue: Dialogue) -> tuple[Told, Told]:
    """When the next step is due follows from the same."""
    rows = GroupRun.objects.filter(group__round__dialogue=dialogue)
    return told.runs, {row.group_id: row.state for row in rows}


PROJECTIONS = {GroupRun: runs}
