"""An export of each dialogue, made when everything else is there."""

from __future__ import annotations

import uuid

from polylogue.jobs import queue
from polylogue.jobs.worker import do
from polylogue.transcripts import actions
from polylogue.transcripts.choices import Choices
from tests.confidentiality import (
    planting,
    planting_of_boards,
    planting_of_groups,
    planting_of_wings,
)
from tests.confidentiality.world import World, as_staff, plants

assert all(
    [planting, planting_of_boards, planting_of_groups, planting_of_wings]
)  # they plant first


@plants
def exports(world: World) -> None:
    ask = lambda by: actions.ask_export(by, choices=Choices(), forms=["jsonl"])  # noqa: E731
    made = {name: as_staff(dialogue, ask) for name, dialogue in world.dialogues.items()}
    while job := queue.take(slow=True):
        do(job)
    for circle in world.circles.values():
        circle.args["export"] = uuid.UUID(made[circle.home])
