"""What groups bring home: one that is being written, one that is handed in, one that says why it has nothing."""

from __future__ import annotations

from tests.breakout import scenes as rounds
from tests.breakout.harvest import scenes
from tests.confidentiality.world import COMMON, World, plants
from tests.support import cast


@plants
def harvests(world: World) -> None:
    """A participant sits in the group that still writes; whoever looks in disguise can enter every group."""
    for home, staff, sitting in (("here", "staff", "PD"), ("elsewhere", "neighbours' staff", "")):
        dialogue, by = world.dialogues[home], world.people[staff]
        round = rounds.drafted(dialogue, by, groups=3)
        if sitting:
            rounds.move(round, by, world.people["participant"], to=0)
        rounds.open_now(round, by)
        written, handed, empty = (scenes.room(round, place) for place in range(3))
        scenes.write(written, by, f"{world.word('harvestdraft', home, owner=sitting)} {COMMON}")
        scenes.write(handed, by, f"{world.word('harvest', home)} {COMMON}")
        scenes.hand_in(handed, by)
        scenes.hand_in(empty, by, f"{world.word('harvestreason', home)} {COMMON}")
        cast.do(written, by, "harvest.report", on=True)
        rounds.back(round, by)
        for circle in world.circles.values():
            if circle.home == home:
                circle.args |= {
                    "round": [round.pk],
                    "group_room": [written.pk, handed.pk, *circle.args.get("group_room", [])],
                    "text": "harvest.insight",
                    "revision": 0,
                }
