"""The rows of the policy table for consultation scripts."""

from __future__ import annotations

from polylogue.dialogues.policies import LEADS, STAFF
from polylogue.dialogues.policy import CREW, SPEAKERS, declare

SEE = declare("scripts.see", "See and download consultation scripts", CREW, changes=False)
WRITE = declare("scripts.write", "Write, change and remove consultation scripts", STAFF)
CHOOSE = declare("scripts.choose", "Choose the script of a round", LEADS)
STEER = declare(
    "scripts.steer",
    "Hold, go on, skip, add minutes and hand on roles, in a group that one leads or of the crew",
    SPEAKERS,
)
