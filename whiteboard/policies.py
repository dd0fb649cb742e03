"""The rows of the policy table for boards; phases, locks and ownership come on top (permissions)."""

from __future__ import annotations

from polylogue.dialogues.policies import LEADS
from polylogue.dialogues.policy import CREW, EVERYONE, SPEAKERS, declare

SEE = declare(
    "board.see", "See the boards of the rooms that one can follow", EVERYONE, changes=False
)
EXPORT = declare(
    "board.export", "Download the boards that one can see, and print them", EVERYONE, changes=False
)
CONTRIBUTE = declare("board.contribute", "Add to a board, change it and vote", SPEAKERS)
HOST = declare("board.host", "Open boards, arrange their lanes, lock what lies on them", CREW)
LEAD = declare("board.lead", "Set the phase and the rules of a board", LEADS)
